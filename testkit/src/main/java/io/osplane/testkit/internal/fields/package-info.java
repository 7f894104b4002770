/** Merging objects field by field: patches, server-side apply, managed fields, defaults. */
@NullMarked
package io.osplane.testkit.internal.fields;

import org.jspecify.annotations.NullMarked;
