package io.osplane.benchmarks;

import java.time.Instant;

/**
 * A condition of a Kubernetes object that became true.
 *
 * @param at when the observer heard of it
 * @param component whose object it is
 * @param what kind, name and condition, such as {@code Pod galera-0 ready}
 */
record Sighting(Instant at, String component, String what) {}
