package io.osplane.event;

import io.osplane.plan.Step;
import java.time.Instant;

/**
 * A step begins.
 *
 * @param at when
 * @param operation the operation's id
 * @param step the step
 */
public record StepStarted(Instant at, String operation, Step step) implements Event {}
