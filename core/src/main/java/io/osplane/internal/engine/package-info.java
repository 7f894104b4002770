/** The engine: graph, plan, hold, tasks. */
@NullMarked
package io.osplane.internal.engine;

import org.jspecify.annotations.NullMarked;
