/** Programs that embed Osplane, and every snippet of its docs. */
@NullMarked
@CheckReturnValue
package io.osplane.examples;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
