package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the API server takes a field for. Immutable.
 *
 * @param shape the kind of value
 * @param atomic whether server-side apply replaces the value as a whole; always so for {@link
 *     Shape#ATOMIC_LIST}, possible for {@link Shape#STRUCT} and {@link Shape#MAP}
 * @param keys of a {@link Shape#LIST_MAP}, the fields that tell its items apart; otherwise empty
 * @param schema of a {@link Shape#STRUCT}, the short name of its schema; otherwise empty
 * @param element of a list or a map, the type of its values; otherwise null
 * @param defaultValue what an absent field means, as far as the schema states it; otherwise null
 */
public record FieldType(
    Shape shape,
    boolean atomic,
    List<String> keys,
    String schema,
    @Nullable FieldType element,
    @Nullable JsonNode defaultValue) {

  /** The kinds of value. */
  public enum Shape {
    /** A string, a number or a boolean. */
    SCALAR,
    /** An amount such as {@code 500m} or {@code 1Gi}. */
    QUANTITY,
    /** A number or a string, of which {@code 80} and {@code "80"} are two values. */
    INT_OR_STRING,
    /** An object whose fields the schema names. */
    STRUCT,
    /** An object with free keys, such as labels. */
    MAP,
    /** A list whose items are merged by their key fields. */
    LIST_MAP,
    /** A list of distinct scalars that is merged. */
    SET,
    /** A list that is replaced as a whole. */
    ATOMIC_LIST,
    /** Not described: objects are merged by field, everything else is replaced. */
    UNKNOWN
  }

  static final FieldType UNKNOWN = of(Shape.UNKNOWN);

  static FieldType of(Shape shape) {
    return new FieldType(shape, false, List.of(), "", null, null);
  }

  static FieldType struct(String schema, boolean atomic) {
    return new FieldType(Shape.STRUCT, atomic, List.of(), schema, null, null);
  }

  static FieldType holding(FieldType element, Shape shape, boolean atomic, List<String> keys) {
    return new FieldType(shape, atomic, keys, "", element, null);
  }

  FieldType withDefault(@Nullable JsonNode value) {
    return new FieldType(shape, atomic, keys, schema, element, value);
  }

  FieldType withAtomic() {
    return new FieldType(shape, true, keys, schema, element, defaultValue);
  }

  /** Whether the value is an object that server-side apply merges field by field. */
  boolean mergesFields() {
    return !atomic && (shape == Shape.STRUCT || shape == Shape.MAP || shape == Shape.UNKNOWN);
  }

  /** Whether the value is a list that server-side apply merges item by item. */
  boolean mergesItems() {
    return shape == Shape.LIST_MAP || shape == Shape.SET;
  }

  /** Whether an empty value is the same as none: server-side apply merges nothing out of it. */
  boolean emptyIsAbsent() {
    return mergesItems() || (shape == Shape.MAP && !atomic);
  }
}
