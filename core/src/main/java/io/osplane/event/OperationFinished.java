package io.osplane.event;

import io.osplane.Report;
import java.time.Instant;

/**
 * An operation ended, well or not.
 *
 * @param at when
 * @param operation the operation's id
 * @param report what it did
 */
public record OperationFinished(Instant at, String operation, Report report) implements Event {}
