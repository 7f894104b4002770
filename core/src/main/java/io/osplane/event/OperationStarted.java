package io.osplane.event;

import io.osplane.plan.Plan;
import java.time.Instant;

/**
 * An operation begins to carry out its plan.
 *
 * @param at when
 * @param operation the operation's id
 * @param plan what it will do
 */
public record OperationStarted(Instant at, String operation, Plan plan) implements Event {}
