package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.api.Deletion;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;
import io.osplane.testkit.internal.store.Change;
import java.util.List;
import java.util.Map;

/** Keeps the Endpoints and the EndpointSlice of each Service with a selector. */
public final class EndpointsController implements Controller {
  private final Control control;

  public EndpointsController(Control control) {
    this.control = control;
  }

  @Override
  public void changed(Change change) {
    if (change.kind().name().equals("Service")) {
      control.enqueue(this, ObjectKey.of(change.kind(), change.object()));
    } else if (change.kind().name().equals("Pod")) {
      for (ObjectNode service : control.list("Service", Meta.namespace(change.object()))) {
        if (selects(service, change.object())) {
          control.enqueue(this, control.key("Service", service));
        }
      }
    }
  }

  private static boolean selects(JsonNode service, JsonNode pod) {
    Map<String, String> selector = Tree.map(service, "spec.selector");
    return !selector.isEmpty() && Meta.labels(pod).entrySet().containsAll(selector.entrySet());
  }

  @Override
  public void reconcile(ObjectKey key) {
    ObjectNode service = control.get(key);
    if (service == null || Tree.map(service, "spec.selector").isEmpty()) {
      control.delete(
          new ObjectKey(control.kind("Endpoints"), key.namespace(), key.name()),
          Deletion.BACKGROUND);
      return;
    }
    List<ObjectNode> pods =
        control.list("Pod", key.namespace()).stream()
            .filter(p -> selects(service, p) && !Tree.text(p, "status.podIP").isEmpty())
            .filter(p -> !List.of("Succeeded", "Failed").contains(Tree.text(p, "status.phase")))
            .toList();
    write("EndpointSlice", service, slice(service, pods));
    write("Endpoints", service, endpoints(service, pods));
  }

  private void write(String kind, ObjectNode service, ObjectNode wanted) {
    ObjectNode live = control.get(kind, Meta.namespace(service), Meta.name(wanted));
    if (live == null) {
      control.create(kind, Meta.namespace(service), wanted);
    } else {
      control.change(
          kind,
          live,
          o -> {
            for (String field : List.of("endpoints", "ports", "subsets")) {
              o.remove(field);
              if (wanted.has(field)) {
                o.set(field, wanted.get(field));
              }
            }
          });
    }
  }

  private static ObjectNode base(ObjectNode service, String name) {
    ObjectNode object = Tree.object();
    Tree.set(object, "metadata.name", name);
    Tree.map(service, "metadata.labels")
        .forEach((k, v) -> Tree.child(object, "metadata.labels").put(k, v));
    return object;
  }

  private static ObjectNode slice(ObjectNode service, List<ObjectNode> pods) {
    String suffix = Meta.uid(service).substring(0, 5);
    ObjectNode slice = base(service, Meta.name(service) + "-" + suffix);
    Tree.child(slice, "metadata.labels")
        .put("kubernetes.io/service-name", Meta.name(service))
        .put("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
    Tree.child(slice, "metadata")
        .putArray("ownerReferences")
        .add(Meta.controllerReference(service));
    slice.put("addressType", "IPv4");
    ArrayNode endpoints = slice.putArray("endpoints");
    boolean always = Tree.flag(service, "spec.publishNotReadyAddresses");
    for (ObjectNode pod : pods) {
      ObjectNode endpoint = endpoints.addObject();
      endpoint.putArray("addresses").add(Tree.text(pod, "status.podIP"));
      boolean serving = Conditions.isTrue(pod, "Ready");
      endpoint
          .putObject("conditions")
          .put("ready", always || (serving && !Meta.deleting(pod)))
          .put("serving", serving)
          .put("terminating", Meta.deleting(pod));
      hostname(endpoint, pod);
      endpoint.put("nodeName", Tree.text(pod, "spec.nodeName"));
      endpoint.set("targetRef", reference(pod));
    }
    slice.set("ports", ports(service));
    return slice;
  }

  private static void hostname(ObjectNode endpoint, ObjectNode pod) {
    String hostname = Tree.text(pod, "spec.hostname");
    if (!hostname.isEmpty()) {
      endpoint.put("hostname", hostname);
    }
  }

  private static ObjectNode reference(ObjectNode pod) {
    return Tree.object()
        .put("kind", "Pod")
        .put("namespace", Meta.namespace(pod))
        .put("name", Meta.name(pod))
        .put("uid", Meta.uid(pod));
  }

  private static ArrayNode ports(ObjectNode service) {
    ArrayNode ports = Tree.array();
    for (JsonNode port : Tree.items(service, "spec.ports")) {
      ports
          .addObject()
          .put("name", port.path("name").asText())
          .put("protocol", port.path("protocol").asText("TCP"))
          .put("port", port.path("targetPort").asInt(port.path("port").asInt()));
    }
    return ports;
  }

  private static ObjectNode endpoints(ObjectNode service, List<ObjectNode> pods) {
    ObjectNode endpoints = base(service, Meta.name(service));
    ObjectNode subset = Tree.object();
    boolean always = Tree.flag(service, "spec.publishNotReadyAddresses");
    for (ObjectNode pod : pods) {
      boolean ready = always || Conditions.ready(pod);
      ObjectNode address = subset.withArray(ready ? "addresses" : "notReadyAddresses").addObject();
      address.put("ip", Tree.text(pod, "status.podIP"));
      hostname(address, pod);
      address.put("nodeName", Tree.text(pod, "spec.nodeName"));
      address.set("targetRef", reference(pod));
    }
    if (!subset.isEmpty()) {
      subset.set("ports", ports(service));
      endpoints.putArray("subsets").add(subset);
    }
    return endpoints;
  }
}
