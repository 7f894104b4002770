package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.ComponentName;
import io.osplane.error.OsplaneException;
import io.osplane.internal.kube.Cluster;
import io.osplane.spi.Manifests;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be seen of a component that does not become ready: each of its pods that is not, with
 * phase, reasons, last events and last log lines. Secrets are taken out.
 */
final class Diagnosis {
  private static final int LOG_LINES = 20;
  private static final int EVENTS = 3;
  private static final int PODS = 3;
  private final Situation now;
  private final ComponentName component;

  Diagnosis(Situation now, ComponentName component) {
    this.now = now;
    this.component = component;
  }

  /** Lines that begin on a new line; empty if there is nothing to say. */
  String text() {
    List<String> lines = new ArrayList<>();
    Stream<ObjectNode> ailing =
        now.view().all().stream()
            .filter(o -> o.path("kind").asText().equals("Pod"))
            .filter(this::isOurs)
            .filter(p -> !isReady(p))
            .sorted(Comparator.comparing(p -> !isFailed(p)));
    try {
      ailing.limit(PODS).forEach(pod -> tell(pod, lines));
      claims().forEach(claim -> tellEvents("PersistentVolumeClaim", claim, lines));
    } catch (OsplaneException e) {
      lines.add("  (the diagnosis is incomplete: " + e.getMessage() + ")");
    }
    String text = String.join(System.lineSeparator(), lines);
    return text.isEmpty() ? "" : System.lineSeparator() + now.secrets().redact(text);
  }

  private void tell(ObjectNode pod, List<String> lines) {
    JsonNode status = pod.path("status");
    String node = pod.path("spec").path("nodeName").asText();
    lines.add(
        "  pod "
            + Cluster.nameOf(pod)
            + " "
            + status.path("phase").asText()
            + (node.isEmpty() ? "" : " on node " + node));
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("status").asText().equals("False") && condition.has("message")) {
        lines.add(
            "    " + condition.path("type").asText() + ": " + condition.path("message").asText());
      }
    }
    for (String list : List.of("initContainerStatuses", "containerStatuses")) {
      status.path(list).forEach(container -> tell(pod, container, lines));
    }
    tellEvents("Pod", Cluster.nameOf(pod), lines);
  }

  private void tell(ObjectNode pod, JsonNode container, List<String> lines) {
    String name = container.path("name").asText();
    JsonNode state = container.path("state");
    String reason =
        state
            .path("waiting")
            .path("reason")
            .asText(state.path("terminated").path("reason").asText());
    if (!reason.isEmpty() && !reason.equals("Completed") && !reason.equals("PodInitializing")) {
      lines.add(
          "    container "
              + name
              + ": "
              + reason
              + " "
              + state.path("waiting").path("message").asText(""));
    }
    boolean hasFailed =
        container.path("restartCount").asInt() > 0
            || state.path("terminated").path("exitCode").asInt() != 0;
    if (hasFailed || (state.has("running") && !container.path("ready").asBoolean())) {
      boolean isAnew = state.has("running") && container.path("restartCount").asInt() > 0;
      log(Cluster.nameOf(pod), name, isAnew || state.has("waiting"), lines);
    }
  }

  /** What started again has not said yet why it ended: its last words count. */
  private void log(String pod, String container, boolean previous, List<String> lines) {
    String first = now.cluster().pods().log(pod, container, LOG_LINES, previous);
    String told =
        first.isBlank() ? now.cluster().pods().log(pod, container, LOG_LINES, !previous) : first;
    told.lines().forEach(line -> lines.add("      | " + line));
  }

  private List<String> claims() {
    return now.view().all().stream()
        .filter(o -> o.path("kind").asText().equals("PersistentVolumeClaim"))
        .filter(this::isOurs)
        .filter(o -> !o.path("status").path("phase").asText().equals("Bound"))
        .map(Cluster::nameOf)
        .toList();
  }

  private void tellEvents(String kind, String name, List<String> lines) {
    String path =
        "/api/v1/namespaces/%s/events?fieldSelector=involvedObject.kind%%3D%s,involvedObject.name%%3D%s"
            .formatted(now.cluster().namespace(), kind, name);
    List<JsonNode> events = new ArrayList<>();
    now.cluster().read(path).ifPresent(list -> list.path("items").forEach(events::add));
    events.stream()
        .filter(e -> e.path("type").asText().equals("Warning"))
        .sorted(Comparator.comparing((JsonNode e) -> e.path("lastTimestamp").asText()).reversed())
        .limit(EVENTS)
        .forEach(
            e ->
                lines.add(
                    "    event "
                        + kind
                        + " "
                        + name
                        + ": "
                        + e.path("reason").asText()
                        + ": "
                        + e.path("message").asText()));
  }

  private boolean isOurs(JsonNode object) {
    return object
        .path("metadata")
        .path("labels")
        .path(Manifests.COMPONENT)
        .asText()
        .equals(component.value());
  }

  /** Failed pods come first: those that only wait for them say less. */
  private static boolean isFailed(JsonNode pod) {
    return pod.path("status").path("phase").asText().equals("Failed");
  }

  private static boolean isReady(JsonNode pod) {
    if (pod.path("status").path("phase").asText().equals("Succeeded")) {
      return true;
    }
    for (JsonNode condition : pod.path("status").path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }
}
