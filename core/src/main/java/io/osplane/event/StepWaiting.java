package io.osplane.event;

import io.osplane.plan.Step;
import java.time.Instant;

/**
 * A step waits for something, and why; sent when the reason changes.
 *
 * @param at when
 * @param operation the operation's id
 * @param step the step
 * @param why what it waits for
 */
public record StepWaiting(Instant at, String operation, Step step, String why) implements Event {}
