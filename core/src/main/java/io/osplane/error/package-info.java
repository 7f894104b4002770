/** What can go wrong, with what was tried, what was seen and what to do. */
@NullMarked
@CheckReturnValue
package io.osplane.error;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
