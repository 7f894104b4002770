/** What an operation would do: pure data that is printed, stored and compared. */
@NullMarked
@CheckReturnValue
package io.osplane.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
