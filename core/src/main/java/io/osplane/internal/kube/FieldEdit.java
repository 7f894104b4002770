package io.osplane.internal.kube;

import org.jspecify.annotations.Nullable;

/**
 * A field that would change.
 *
 * @param path such as {@code spec.template.spec.containers[name=keystone].image}; of a list whose
 *     items only change places, the list
 * @param before the value now, or null if there is none; {@code (secret)} in place of a Secret's
 *     value
 * @param after the value then, or null if the field would no longer be set
 */
public record FieldEdit(String path, @Nullable String before, @Nullable String after) {}
