/** Puts the parts of the simulated cluster together. */
@NullMarked
package io.osplane.testkit.internal;

import org.jspecify.annotations.NullMarked;
