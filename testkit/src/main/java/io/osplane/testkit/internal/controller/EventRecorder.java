package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;

/** Writes Kubernetes Events; the same event again raises its count. */
final class EventRecorder {
  private final Control control;
  private final String component;

  EventRecorder(Control control, String component) {
    this.control = control;
    this.component = component;
  }

  void record(JsonNode about, String type, String reason, String message) {
    String namespace = Meta.namespace(about).isEmpty() ? "default" : Meta.namespace(about);
    String hash = Integer.toHexString((Meta.uid(about) + reason + message).hashCode());
    String name = Meta.name(about) + "." + hash;
    ObjectNode known = control.get("Event", namespace, name);
    if (known != null) {
      control.change(
          "Event",
          known,
          e -> e.put("count", Tree.integer(e, "count", 1) + 1).put("lastTimestamp", control.now()));
      return;
    }
    ObjectNode event = Tree.object();
    Tree.set(event, "metadata.name", name);
    event
        .putObject("involvedObject")
        .put("apiVersion", about.path("apiVersion").asText())
        .put("kind", about.path("kind").asText())
        .put("namespace", Meta.namespace(about))
        .put("name", Meta.name(about))
        .put("uid", Meta.uid(about));
    event.put("type", type).put("reason", reason).put("message", message).put("count", 1);
    event.put("firstTimestamp", control.now()).put("lastTimestamp", control.now());
    event.put("reportingComponent", component).put("reportingInstance", "");
    Tree.set(event, "source.component", component);
    control.create("Event", namespace, event);
  }
}
