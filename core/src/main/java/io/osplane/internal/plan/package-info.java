/** The text and JSON forms of a plan. */
@NullMarked
package io.osplane.internal.plan;

import org.jspecify.annotations.NullMarked;
