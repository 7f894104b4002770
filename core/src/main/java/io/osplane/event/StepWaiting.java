package io.osplane.event;

import io.osplane.plan.Step;
import java.time.Instant;

/**
 * A step waits for something, and why; sent when the reason or the share of it that is done
 * changes.
 *
 * @param at when
 * @param operation the operation's id
 * @param step the step
 * @param why what it waits for
 * @param progress how far the operation is
 */
public record StepWaiting(Instant at, String operation, Step step, String why, Progress progress)
    implements Event {}
