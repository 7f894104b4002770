package io.osplane.event;

import io.osplane.plan.Step;
import java.time.Instant;

/**
 * A step is done.
 *
 * @param at when
 * @param operation the operation's id
 * @param step the step
 * @param progress the share of the operation that is done, from 0 to 1
 */
public record StepFinished(Instant at, String operation, Step step, double progress)
    implements Event {}
