/** What an embedding program uses: a control plane, its spec, its operations. JDK types only. */
@NullMarked
@CheckReturnValue
package io.osplane;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
