/** What is well and what is not, with remedies. */
@NullMarked
@CheckReturnValue
package io.osplane.health;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
