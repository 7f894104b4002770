package io.osplane.internal.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record component: its name, the shape of its values and its accessor. */
record Field(String name, Shape shape, Invocable accessor) {
  Object of(Object record) {
    return accessor.call(List.of(record));
  }

  /** The value that stands where the document has no such field; null if it has to have one. */
  @Nullable Object fallback(@Nullable Object base) {
    return base == null ? shape.absent() : of(base);
  }
}
