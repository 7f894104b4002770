/** Measurements that are printed, side by side, and never asserted. */
@NullMarked
package io.osplane.benchmarks;

import org.jspecify.annotations.NullMarked;
