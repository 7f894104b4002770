package io.osplane;

import java.time.Instant;

/**
 * An operation that was begun and not ended, as recorded in the cluster.
 *
 * @param id the operation's id
 * @param verb what was asked for
 * @param holder who began it
 * @param since when
 */
public record Unfinished(String id, String verb, String holder, Instant since) {}
