package io.osplane.event;

import io.osplane.plan.Step;
import java.time.Instant;

/**
 * A step is done.
 *
 * @param at when
 * @param operation the operation's id
 * @param step the step
 * @param progress how far the operation is with it
 */
public record StepFinished(Instant at, String operation, Step step, Progress progress)
    implements Event {}
