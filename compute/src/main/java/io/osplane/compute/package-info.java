/** Placement, Nova and the hosts that run servers. */
@NullMarked
@CheckReturnValue
package io.osplane.compute;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
