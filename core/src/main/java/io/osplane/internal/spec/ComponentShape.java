package io.osplane.internal.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The spec of a component: a mapping with a kind, and the record of that kind.
 *
 * @param kinds the records by kind
 */
record ComponentShape(SortedMap<String, RecordShape> kinds) implements Shape {
  private static final String KIND = "kind";

  @Override
  public @Nullable Object read(JsonNode node, @Nullable Object base, Place place) {
    if (!node.isObject()) {
      return place.mismatch(node, noun());
    }
    JsonNode kind = node.path(KIND);
    if (!kind.isTextual()) {
      return refuseKind(kind, place.field(KIND));
    }
    RecordShape record = kinds.get(kind.textValue());
    return record == null
        ? refuseUnknown(kind.textValue(), place.field(KIND))
        : readAs(kind.textValue(), record, (ObjectNode) node, place);
  }

  private @Nullable Object refuseKind(JsonNode kind, Place place) {
    String expected = kinds.isEmpty() ? "a text" : Spelling.oneOf(kinds.keySet());
    return kind.isMissingNode()
        ? place.refuse("missing", expected)
        : place.mismatch(kind, expected);
  }

  private @Nullable Object refuseUnknown(String kind, Place place) {
    String shown = Place.brief(kind);
    String known =
        kinds.isEmpty() ? "none is known" : "known: " + String.join(", ", kinds.keySet());
    return place.refuse("unknown kind '" + shown + "' (" + known + ")", Artifacts.remedy(shown));
  }

  private static @Nullable Object readAs(
      String kind, RecordShape record, ObjectNode node, Place place) {
    Set<String> allowed = new LinkedHashSet<>(Set.of(KIND));
    allowed.addAll(record.names());
    Object read = record.read(node, allowed, null, place);
    if (read instanceof ComponentSpec spec && !spec.kind().equals(kind)) {
      return place
          .field(KIND)
          .refuse(
              "kind '" + kind + "' has a spec that says it is of kind '" + spec.kind() + "'",
              "a component whose spec agrees");
    }
    return read;
  }

  /** Writes a spec that {@link #check} has nothing against. */
  @Override
  public JsonNode write(Object value, @Nullable Object base) {
    String kind = ((ComponentSpec) value).kind();
    RecordShape record = Objects.requireNonNull(kinds.get(kind), kind);
    ObjectNode node = JsonNodeFactory.instance.objectNode().put(KIND, kind);
    node.setAll(record.write(value, null));
    return node.put(KIND, kind);
  }

  /** Notes why a spec made in code cannot be written. */
  void check(ComponentSpec spec, Place place) {
    RecordShape record = kinds.get(spec.kind());
    if (record == null) {
      refuseUnknown(spec.kind(), place.field(KIND));
    } else if (record.type() != spec.getClass()) {
      place.refuse("found a " + spec.getClass().getName(), "a " + record.type().getName());
    }
  }

  @Override
  public ObjectNode schema(@Nullable Object base) {
    if (kinds.isEmpty()) {
      ObjectNode nothing = JsonNodeFactory.instance.objectNode();
      nothing.putObject("not");
      return nothing;
    }
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode kind = schema.putObject("properties").putObject(KIND);
    ArrayNode names = kind.putArray("enum");
    schema.putArray("required").add(KIND);
    ArrayNode cases = schema.putArray("allOf");
    kinds.forEach(
        (name, record) -> {
          names.add(name);
          cases.add(when(name, record));
        });
    return schema;
  }

  private static ObjectNode when(String kind, RecordShape record) {
    ObjectNode only = JsonNodeFactory.instance.objectNode().put("const", kind);
    ObjectNode rule = JsonNodeFactory.instance.objectNode();
    ObjectNode condition = rule.putObject("if");
    condition.putObject("properties").set(KIND, only);
    condition.putArray("required").add(KIND);
    ObjectNode own = record.schema(null);
    ObjectNode properties = JsonNodeFactory.instance.objectNode().set(KIND, only);
    properties.setAll((ObjectNode) own.get("properties"));
    own.set("properties", properties.set(KIND, only));
    rule.set("then", own);
    return rule;
  }

  @Override
  public String noun() {
    return "a mapping with a kind";
  }

  /** Its name, given or by default, if that is a name. */
  @Override
  public Optional<String> key(JsonNode element) {
    JsonNode name = element.path("name");
    RecordShape record = kinds.get(element.path(KIND).asText());
    if (name.isMissingNode() && record != null && record.defaults() instanceof ComponentSpec spec) {
      return Optional.of(spec.name().value());
    }
    try {
      return name.isTextual()
          ? Optional.of(ComponentName.of(name.textValue()).value())
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
