/** Objects in memory, their revisions and their history. */
@NullMarked
package io.osplane.testkit.internal.store;

import org.jspecify.annotations.NullMarked;
