/** What an operation tells its listeners while it runs. */
@NullMarked
@CheckReturnValue
package io.osplane.event;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
