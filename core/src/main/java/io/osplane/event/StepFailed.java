package io.osplane.event;

import io.osplane.plan.Step;
import java.time.Instant;

/**
 * A step failed.
 *
 * @param at when
 * @param operation the operation's id
 * @param step the step
 * @param cause why
 */
public record StepFailed(Instant at, String operation, Step step, Throwable cause)
    implements Event {}
