package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.testkit.internal.model.Tree;
import java.util.Set;
import java.util.TreeSet;

/** The ports of its node that a pod takes for itself. */
final class HostPorts {
  private HostPorts() {}

  /** Each with its protocol. */
  static Set<String> of(JsonNode pod) {
    Set<String> ports = new TreeSet<>();
    for (JsonNode container : Tree.items(pod, "spec.containers")) {
      for (JsonNode port : Tree.items(container, "ports")) {
        if (port.path("hostPort").asInt() != 0) {
          ports.add(port.path("protocol").asText() + "/" + port.path("hostPort").asInt());
        }
      }
    }
    return ports;
  }
}
