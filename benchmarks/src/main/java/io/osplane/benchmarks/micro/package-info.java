/** Micro-benchmarks of what is pure: rendering and comparing. */
@NullMarked
package io.osplane.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
