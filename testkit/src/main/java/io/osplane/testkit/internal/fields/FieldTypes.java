package io.osplane.testkit.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.internal.kube.FieldSchema;
import io.osplane.internal.kube.FieldType;
import io.osplane.testkit.internal.model.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What the fields of each kind are, how they merge and what they default to; from the schema that
 * the engine has of a real server. Thread-safe.
 */
public final class FieldTypes {
  // immutable, and read once for the many clusters of a test run
  private static final FieldSchema SCHEMA = FieldSchema.load();
  private static final Defaults DEFAULTS = Defaults.load(SCHEMA);

  /** The type of a whole object. */
  FieldType root(Kind kind) {
    return SCHEMA.root(kind.apiVersion(), kind.name());
  }

  /** The type of a part by its {@code fieldsV1} element. */
  FieldType part(FieldType whole, String element) {
    return element.startsWith("f:")
        ? SCHEMA.field(whole, element.substring(2))
        : SCHEMA.item(whole);
  }

  /** How a value at a place of that type merges; one of another form is taken as a whole. */
  Merge merge(FieldType type, JsonNode value) {
    if (value.isObject()) {
      return isObject(type) && !type.atomic() ? Merge.GRANULAR : Merge.ATOMIC;
    }
    if (!value.isArray()) {
      return Merge.ATOMIC;
    }
    return switch (type.shape()) {
      case LIST_MAP -> Merge.KEYED;
      case SET -> Merge.SET;
      default -> Merge.ATOMIC;
    };
  }

  private static boolean isObject(FieldType type) {
    return switch (type.shape()) {
      case STRUCT, MAP, UNKNOWN -> true;
      default -> false;
    };
  }

  /** Whether the fields of a kind are known. */
  boolean describes(Kind kind) {
    return SCHEMA.kind(kind.apiVersion(), kind.name()).isPresent();
  }

  /** Whether a structure has a field of that name. */
  boolean names(FieldType struct, String field) {
    return SCHEMA.names(struct, field);
  }

  /** What a key of a keyed list's items means where it is left out. */
  @Nullable JsonNode keyDefault(FieldType list, String key) {
    return SCHEMA.field(SCHEMA.item(list), key).defaultValue();
  }

  /** Sets what the object leaves out and a server would fill in, and how it writes amounts. */
  public void setDefaults(Kind kind, ObjectNode object) {
    new Amounts(this).canonicalize(root(kind), object);
    DEFAULTS.set(kind, root(kind), object);
  }
}
