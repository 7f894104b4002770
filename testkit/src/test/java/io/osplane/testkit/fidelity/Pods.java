package io.osplane.testkit.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Pods that run a line of shell, and what became of them. */
final class Pods {
  static final String FOREVER = "sleep 3600";

  private Pods() {}

  /** A pod's spec in one line. */
  static String spec(String script, String more) {
    return spec("IMAGE", script, more);
  }

  static String spec(String image, String script, String more) {
    return ("{terminationGracePeriodSeconds: 1, containers: [{name: main, image: '%s',"
            + " imagePullPolicy: IfNotPresent, command: [sh, -c, '%s']}]%s}")
        .formatted(image, script, more);
  }

  static String pod(String name, String spec) {
    return "{apiVersion: v1, kind: Pod, metadata: {name: %s}, spec: %s}".formatted(name, spec);
  }

  /** A workload of {@code apps/v1} with more fields of its spec as lines of YAML. */
  static String workload(String kind, String name, String podSpec, String more) {
    return """
    apiVersion: apps/v1
    kind: %s
    metadata: {name: %s}
    spec:
      selector: {matchLabels: {app: %s}}
      template:
        metadata: {labels: {app: %s}}
        spec: %s
    %s\
    """
        .formatted(kind, name, name, name, podSpec, more.indent(2));
  }

  /** The condition of a type; missing if there is none. */
  static JsonNode condition(JsonNode object, String type) {
    for (JsonNode c : object.at("/status/conditions")) {
      if (c.path("type").asText().equals(type)) {
        return c;
      }
    }
    return object.at("/none");
  }

  static boolean holds(JsonNode object, String type) {
    return object != null && condition(object, type).path("status").asText().equals("True");
  }

  static String phase(JsonNode pod) {
    return pod == null ? "" : pod.at("/status/phase").asText();
  }

  /** What happened to pods in order: ADDED, READY, DELETING and DELETED with their names. */
  static List<String> milestones(List<JsonNode> events) {
    List<String> all = new ArrayList<>();
    Set<String> ready = new HashSet<>();
    Set<String> deleting = new HashSet<>();
    for (JsonNode event : events) {
      JsonNode pod = event.path("object");
      String name = pod.at("/metadata/name").asText();
      String uid = pod.at("/metadata/uid").asText();
      String type = event.path("type").asText();
      if (type.equals("ADDED")) {
        all.add("ADDED " + name);
      }
      boolean ends = pod.at("/metadata").has("deletionTimestamp");
      if (!ends && holds(pod, "Ready") && ready.add(uid)) {
        all.add("READY " + name);
      }
      if (ends && deleting.add(uid)) {
        all.add("DELETING " + name);
      }
      if (type.equals("DELETED")) {
        all.add("DELETED " + name);
      }
    }
    return all;
  }
}
