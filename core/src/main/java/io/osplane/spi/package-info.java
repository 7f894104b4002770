/** How a component takes part: claims, recipe, probe. May show Kubernetes model types. */
@NullMarked
@CheckReturnValue
package io.osplane.spi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
