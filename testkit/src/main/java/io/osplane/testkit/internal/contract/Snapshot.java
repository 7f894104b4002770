package io.osplane.testkit.internal.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Kinds;
import io.osplane.testkit.internal.model.Tree;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every object of a namespace at one time.
 *
 * @param objects by kind and name
 */
public record Snapshot(Map<String, ObjectNode> objects) {
  private static final String KEEP = "osplane.io/keep";
  private static final String STATE = "osplane.io/state";
  // Kubernetes makes them, partly under names of its own
  private static final Set<String> DERIVED =
      Set.of(
          "Pod", "Event", "ReplicaSet", "Job", "ControllerRevision", "EndpointSlice", "Endpoints");
  private static final Set<String> CHANGING = Set.of("Secret", "Lease");

  static Snapshot of(KubernetesClient admin) {
    Map<String, ObjectNode> objects = new TreeMap<>();
    for (Kind kind : Kinds.load().all()) {
      if (kind.namespaced()) {
        list(admin, kind).forEach(o -> objects.put(key(kind, o), (ObjectNode) o));
      }
    }
    return new Snapshot(objects);
  }

  private static List<JsonNode> list(KubernetesClient admin, Kind kind) {
    String prefix = kind.group().isEmpty() ? "/api/" : "/apis/";
    String path = prefix + kind.apiVersion() + "/namespaces/" + Trial.PLANE + "/" + kind.plural();
    try {
      return Tree.items(Tree.JSON.readTree(admin.raw(path)), "items");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the simulated server answered with no JSON: " + path, e);
    }
  }

  private static String key(Kind kind, JsonNode object) {
    return kind.name() + "/" + Tree.text(object, "metadata.name");
  }

  /** What was asked for, without what differs from one deployment to the next. */
  public Map<String, JsonNode> wanted() {
    Map<String, JsonNode> wanted = new TreeMap<>();
    objects.forEach(
        (key, object) -> {
          if (!DERIVED.contains(kindOf(key))) {
            boolean changes = CHANGING.contains(kindOf(key)) || isState(object);
            wanted.put(key, changes ? Tree.object() : content(object));
          }
        });
    return wanted;
  }

  private static ObjectNode content(ObjectNode object) {
    ObjectNode content = object.deepCopy();
    content.remove(List.of("metadata", "status"));
    Tree.set(content, "labels", Tree.at(object, "metadata.labels").deepCopy());
    List.of("clusterIP", "clusterIPs", "volumeName")
        .forEach(field -> Tree.remove(content, "spec." + field));
    return content;
  }

  /** Kind and name of what a removal leaves, apart from the records of state. */
  public Set<String> kept() {
    Set<String> kept = new TreeSet<>();
    objects.forEach(
        (key, object) -> {
          boolean isVolume = kindOf(key).equals("PersistentVolumeClaim");
          boolean isSecret = kindOf(key).equals("Secret");
          if (isVolume || (isSecret && Tree.map(object, "metadata.labels").containsKey(KEEP))) {
            kept.add(key);
          }
        });
    return kept;
  }

  /** Kind and name of everything but Kubernetes' own events and the records of state. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    objects.forEach(
        (key, object) -> {
          if (!kindOf(key).equals("Event") && !isState(object)) {
            names.add(key);
          }
        });
    return names;
  }

  /** Every value of every Secret, decoded. */
  public List<byte[]> secretValues() {
    List<byte[]> values = new ArrayList<>();
    objects.forEach(
        (key, object) -> {
          if (kindOf(key).equals("Secret")) {
            object.path("data").forEach(v -> values.add(Base64.getDecoder().decode(v.asText())));
          }
        });
    return values;
  }

  /** The text of every object that is no Secret, by kind and name. */
  public Map<String, String> openTexts() {
    Map<String, String> texts = new TreeMap<>();
    objects.forEach(
        (key, object) -> {
          if (!kindOf(key).equals("Secret")) {
            texts.put(key, object.toString());
          }
        });
    return texts;
  }

  private static boolean isState(JsonNode object) {
    return Tree.map(object, "metadata.labels").containsKey(STATE);
  }

  private static String kindOf(String key) {
    return key.substring(0, key.indexOf('/'));
  }
}
