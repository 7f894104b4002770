package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a comparison of fields needs of a set of OpenAPI v3 documents, in a short, sorted form. */
final class OpenApiReduction {
  /**
   * Defaults that the API server sets in code and its documents do not state, inside of atomic
   * lists and maps: there they would look like a difference.
   */
  private static final Map<String, String> UNSTATED_DEFAULTS =
      Map.of(
          "NetworkPolicyPort.protocol", "TCP",
          "EndpointPort.protocol", "TCP",
          "ObjectFieldSelector.apiVersion", "v1",
          "ResourceFieldSelector.divisor", "0",
          "PodFailurePolicyOnPodConditionsPattern.status", "True",
          "PersistentVolumeClaim.apiVersion", "v1",
          "PersistentVolumeClaim.kind", "PersistentVolumeClaim",
          "PersistentVolumeClaimSpec.volumeMode", "Filesystem",
          "PersistentVolumeClaimStatus.phase", "Pending");

  private final Map<String, JsonNode> sources = new HashMap<>();
  private final Map<String, String> fullNames = new HashMap<>();
  private final Deque<String> pending = new ArrayDeque<>();
  private final Map<String, ObjectNode> schemas = new TreeMap<>();
  private final Map<String, ObjectNode> kinds = new TreeMap<>();

  private OpenApiReduction() {}

  static OpenApiReduction of(List<JsonNode> documents) {
    OpenApiReduction reduction = new OpenApiReduction();
    documents.forEach(d -> d.at("/components/schemas").properties().forEach(reduction::addSource));
    documents.forEach(d -> d.at("/paths").properties().forEach(reduction::addKind));
    while (!reduction.pending.isEmpty()) {
      reduction.addSchema(reduction.pending.pop());
    }
    return reduction;
  }

  /** One line for each kind and each schema. */
  String text() {
    return "{\"kinds\":{\n" + lines(kinds) + "\n},\"schemas\":{\n" + lines(schemas) + "\n}}\n";
  }

  private static String lines(Map<String, ObjectNode> entries) {
    return String.join(
        ",\n",
        entries.entrySet().stream().map(e -> "\"" + e.getKey() + "\":" + e.getValue()).toList());
  }

  private void addSource(Map.Entry<String, JsonNode> schema) {
    sources.put(schema.getKey(), schema.getValue());
  }

  private void addKind(Map.Entry<String, JsonNode> path) {
    JsonNode patch = path.getValue().path("patch");
    JsonNode kind = patch.path("x-kubernetes-group-version-kind");
    if (kind.isMissingNode() || !path.getKey().endsWith("/{name}")) {
      return;
    }
    String[] segments = path.getKey().split("/");
    String group = kind.path("group").asText();
    String apiVersion = (group.isEmpty() ? "" : group + "/") + kind.path("version").asText();
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put("plural", segments[segments.length - 2]);
    entry.put("namespaced", path.getKey().contains("/{namespace}/"));
    entry.put("schema", named(patch.at("/responses/200/content/application~1json/schema/$ref")));
    kinds.put(apiVersion + "/" + kind.path("kind").asText(), entry);
  }

  private void addSchema(String name) {
    JsonNode source = sources.get(fullNames.get(name));
    ObjectNode schema = schemas.get(name);
    if ("atomic".equals(source.path("x-kubernetes-map-type").asText())) {
      schema.put("atomic", true);
    }
    ObjectNode fields = schema.putObject("fields");
    new TreeMap<String, JsonNode>(asMap(source.path("properties")))
        .forEach((field, type) -> fields.set(field, property(name + "." + field, type)));
  }

  private static Map<String, JsonNode> asMap(JsonNode node) {
    Map<String, JsonNode> map = new HashMap<>();
    node.properties().forEach(e -> map.put(e.getKey(), e.getValue()));
    return map;
  }

  private JsonNode property(String path, JsonNode property) {
    JsonNode type = type(property);
    JsonNode value = property.get("default");
    if (UNSTATED_DEFAULTS.containsKey(path)) {
      value = JsonNodeFactory.instance.textNode(UNSTATED_DEFAULTS.get(path));
    }
    boolean atomic =
        type.isTextual() && "atomic".equals(property.path("x-kubernetes-map-type").asText());
    if (value == null && !atomic) {
      return type;
    }
    ObjectNode full =
        type.isTextual()
            ? JsonNodeFactory.instance.objectNode().put("type", type.asText())
            : (ObjectNode) type;
    if (atomic) {
      full.put("atomic", true);
    }
    return value == null ? full : full.set("default", value);
  }

  private JsonNode type(JsonNode property) {
    JsonNode reference = property.path("allOf").path(0).path("$ref");
    if (property.has("$ref") || reference.isTextual()) {
      return referenced(property.has("$ref") ? property.get("$ref") : reference);
    }
    if ("array".equals(property.path("type").asText())) {
      return list(property);
    }
    return property.has("additionalProperties") ? map(property) : scalar(property);
  }

  private JsonNode list(JsonNode property) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("list", property.path("x-kubernetes-list-type").asText("atomic"));
    if (property.has("x-kubernetes-list-map-keys")) {
      list.set("keys", property.get("x-kubernetes-list-map-keys"));
    }
    return list.set("of", type(property.get("items")));
  }

  private JsonNode map(JsonNode property) {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    map.put("map", property.path("x-kubernetes-map-type").asText("granular"));
    return map.set("of", type(property.get("additionalProperties")));
  }

  private static JsonNode scalar(JsonNode property) {
    String type = property.path("type").asText("any");
    return JsonNodeFactory.instance.textNode(type.equals("object") ? "any" : type);
  }

  private JsonNode referenced(JsonNode reference) {
    JsonNode source = sources.get(fullName(reference));
    if (fullName(reference).endsWith(".resource.Quantity")) {
      return JsonNodeFactory.instance.textNode("Quantity");
    }
    if ("int-or-string".equals(source.path("format").asText())) {
      return JsonNodeFactory.instance.textNode("IntOrString");
    }
    return source.has("properties")
        ? JsonNodeFactory.instance.textNode(named(reference))
        : scalar(source);
  }

  private static String fullName(JsonNode reference) {
    return reference.asText().replaceFirst(".*/", "");
  }

  /** The short name of a schema; two schemas of one short name would be mixed up, so it fails. */
  private String named(JsonNode reference) {
    String full = fullName(reference);
    String name = full.substring(full.lastIndexOf('.') + 1);
    String known = fullNames.putIfAbsent(name, full);
    if (known != null && !known.equals(full)) {
      throw new IllegalStateException(name + " is short for both " + known + " and " + full);
    }
    if (known == null) {
      schemas.put(name, new JsonMapper().createObjectNode());
      pending.push(name);
    }
    return name;
  }
}
