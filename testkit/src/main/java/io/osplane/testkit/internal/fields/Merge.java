package io.osplane.testkit.internal.fields;

/** How a value merges. */
enum Merge {
  /** An object, field by field. */
  GRANULAR,
  /** As one value. */
  ATOMIC,
  /** A list whose items are matched by keys. */
  KEYED,
  /** A list of distinct scalars. */
  SET
}
