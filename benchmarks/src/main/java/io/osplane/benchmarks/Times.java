package io.osplane.benchmarks;

/**
 * How long one deployment took, in seconds from an empty namespace.
 *
 * @param token to the first token
 * @param whole to every member ready
 */
record Times(double token, double whole) {}
