/** The YAML form of a spec. */
@NullMarked
package io.osplane.internal.spec;

import org.jspecify.annotations.NullMarked;
