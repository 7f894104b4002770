/** The one thread that runs controllers, and virtual time. */
@NullMarked
package io.osplane.testkit.internal.clock;

import org.jspecify.annotations.NullMarked;
