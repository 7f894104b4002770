package io.osplane.internal.kube;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A Deployment as a server would return it after {@code osplane} applied it: some defaults, a
 * status and the managed fields. Written apart from the code under test, for the few fields that
 * generated objects have.
 */
final class ReadBack {
  private static final List<String> ATOMIC = List.of("command", "selector");

  private ReadBack() {}

  static ObjectNode of(ObjectNode desired) {
    ObjectNode live = desired.deepCopy();
    live.putObject("status").put("replicas", 1);
    live.withObject("/metadata").put("uid", "u").put("resourceVersion", "1").put("generation", 1);
    live.withObject("/metadata")
        .putArray("managedFields")
        .addObject()
        .put("manager", Samples.MANAGER)
        .put("operation", "Apply")
        .set("fieldsV1", owned(desired));
    live.withObject("/spec")
        .put("revisionHistoryLimit", 10)
        .withObject("/strategy")
        .put("type", "RollingUpdate");
    live.withObject("/spec/template/spec")
        .put("restartPolicy", "Always")
        .putObject("securityContext");
    live.at("/spec/template/spec/containers").forEach(c -> addDefaults((ObjectNode) c));
    return live;
  }

  private static void addDefaults(ObjectNode container) {
    container.put("imagePullPolicy", "IfNotPresent");
    container.path("ports").forEach(port -> ((ObjectNode) port).put("protocol", "TCP"));
    ObjectNode requests = container.withObject("/resources/requests");
    int milliCpu = Integer.parseInt(requests.path("cpu").asText().replace("m", ""));
    requests.put("cpu", milliCpu % 1000 == 0 ? milliCpu / 1000 + "" : milliCpu + "m");
  }

  private static ObjectNode owned(ObjectNode object) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fields.putObject("f:metadata").set("f:labels", fields(object.at("/metadata/labels")));
    return fields.set("f:spec", fields(object.get("spec")));
  }

  private static ObjectNode fields(JsonNode object) {
    ObjectNode set = JsonNodeFactory.instance.objectNode();
    object.properties().forEach(e -> set.set("f:" + e.getKey(), field(e.getKey(), e.getValue())));
    return set;
  }

  private static ObjectNode field(String name, JsonNode value) {
    if (value.isArray() && !ATOMIC.contains(name)) {
      return items(value);
    }
    return value.isObject() && !ATOMIC.contains(name)
        ? fields(value)
        : JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode items(JsonNode list) {
    ObjectNode set = JsonNodeFactory.instance.objectNode();
    list.forEach(
        item ->
            fields(item)
                .properties()
                .forEach(e -> set.withObject(entry(item)).set(e.getKey(), e.getValue())));
    list.forEach(item -> set.withObject(entry(item)).putObject("."));
    return set;
  }

  private static JsonPointer entry(JsonNode item) {
    String keys =
        item.has("containerPort")
            ? "{\"containerPort\":" + item.get("containerPort") + ",\"protocol\":\"TCP\"}"
            : "{\"name\":" + item.get("name") + "}";
    return JsonPointer.empty().appendProperty("k:" + keys);
  }
}
