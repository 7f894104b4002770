package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.osplane.internal.kube.FieldType.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The fields of the kinds of Kubernetes object that Osplane writes, as a real API server describes
 * them. Immutable and safe for use by many threads; loading takes tens of milliseconds, so an
 * engine loads it once.
 */
public final class FieldSchema {
  private static final String RESOURCE = "kubernetes-fields.json";
  private static final FieldType UNDESCRIBED = FieldType.struct("", false);

  /**
   * A kind of object.
   *
   * @param apiVersion such as {@code apps/v1}
   * @param name such as {@code Deployment}
   * @param plural the name in URLs, such as {@code deployments}
   * @param namespaced whether its objects live in a namespace
   */
  public record Kind(String apiVersion, String name, String plural, boolean namespaced) {}

  private final Map<String, Kind> kinds = new TreeMap<>();
  private final Map<String, FieldType> roots = new TreeMap<>();
  private final Map<String, Map<String, FieldType>> structs = new TreeMap<>();
  private final Map<String, Map<String, JsonNode>> defaults = new TreeMap<>();

  private FieldSchema(JsonNode data) {
    data.path("kinds").properties().forEach(e -> addKind(e.getKey(), e.getValue()));
    FieldTypeReader types = new FieldTypeReader(data.path("schemas"));
    data.path("schemas")
        .properties()
        .forEach(e -> structs.put(e.getKey(), types.fieldsOf(e.getKey())));
    structs.put(UNDESCRIBED.schema(), Map.of("metadata", types.named("ObjectMeta")));
    structs.forEach((name, fields) -> defaults.put(name, stated(fields)));
    data.path("kinds")
        .properties()
        .forEach(e -> roots.put(e.getKey(), types.named(e.getValue().path("schema").asText())));
  }

  private static Map<String, JsonNode> stated(Map<String, FieldType> fields) {
    Map<String, JsonNode> stated = new TreeMap<>();
    fields.forEach(
        (name, type) ->
            Optional.ofNullable(type.defaultValue()).ifPresent(value -> stated.put(name, value)));
    return Collections.unmodifiableMap(stated);
  }

  /** Reads the data that comes with the library. */
  public static FieldSchema load() {
    try (InputStream data = FieldSchema.class.getResourceAsStream(RESOURCE)) {
      if (data == null) {
        throw new IllegalStateException(
            "The resource "
                + RESOURCE
                + " is missing beside "
                + FieldSchema.class.getName()
                + ": the jar is incomplete; take the one that was published");
      }
      return new FieldSchema(new JsonMapper().readTree(data));
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read the resource " + RESOURCE, e);
    }
  }

  /** Every kind that is described, sorted by version and name. */
  public Collection<Kind> kinds() {
    return Collections.unmodifiableCollection(kinds.values());
  }

  /** The kind of that name, or empty if it is not described. */
  public Optional<Kind> kind(String apiVersion, String kind) {
    return Optional.ofNullable(kinds.get(apiVersion + "/" + kind));
  }

  /** The whole object; of a kind that is not described only the metadata is known. */
  public FieldType root(String apiVersion, String kind) {
    return roots.getOrDefault(apiVersion + "/" + kind, UNDESCRIBED);
  }

  /** A field of an object, or the value of a key of a map. */
  public FieldType field(FieldType object, String name) {
    return switch (object.shape()) {
      case STRUCT -> fields(object).getOrDefault(name, FieldType.UNKNOWN);
      case MAP -> element(object);
      default -> FieldType.UNKNOWN;
    };
  }

  /** Whether the object is one whose schema names that field. */
  public boolean names(FieldType object, String field) {
    return object.shape() == Shape.STRUCT && fields(object).containsKey(field);
  }

  /**
   * What absent fields of an object mean, by their names, as far as the schema states it; the
   * values are not to be changed.
   */
  public Map<String, JsonNode> defaults(FieldType object) {
    return defaults.getOrDefault(object.schema(), Map.of());
  }

  private Map<String, FieldType> fields(FieldType object) {
    return structs.getOrDefault(object.schema(), Map.of());
  }

  /** An item of a list. */
  public FieldType item(FieldType list) {
    return element(list);
  }

  /**
   * The type at a position.
   *
   * @param names field names from the object's top; the name {@code *} stands for the items of a
   *     list
   */
  public FieldType at(String apiVersion, String kind, String... names) {
    FieldType type = root(apiVersion, kind);
    for (String name : names) {
      type = name.equals("*") ? item(type) : field(type, name);
    }
    return type;
  }

  private static FieldType element(FieldType type) {
    FieldType element = type.element();
    return element == null ? FieldType.UNKNOWN : element;
  }

  private void addKind(String key, JsonNode kind) {
    int end = key.lastIndexOf('/');
    String plural = kind.path("plural").asText();
    boolean namespaced = kind.path("namespaced").asBoolean();
    kinds.put(key, new Kind(key.substring(0, end), key.substring(end + 1), plural, namespaced));
  }
}
