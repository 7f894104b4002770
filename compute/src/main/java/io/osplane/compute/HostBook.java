package io.osplane.compute;

import io.fabric8.kubernetes.api.model.Pod;
import io.osplane.ComponentName;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Manifests;
import io.osplane.spi.View;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The hosts, as their pods, Nova and Placement say together. */
final class HostBook {
  /** The role of the pods of Nova's agent on nodes: a host is called like its node. */
  static final String AGENT = "nova";

  /** The role of the pods of Nova's agent with its fake driver: a host is called like its pod. */
  static final String FAKE = "fake";

  private HostBook() {}

  /** The hosts where pods of Nova's agent are, and whether they are ready. */
  static SortedMap<String, Boolean> agents(List<Pod> pods) {
    return pods.stream()
        .filter(pod -> isAgent(pod, AGENT) || isAgent(pod, FAKE))
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(pod -> pod.getSpec().getNodeName() != null)
        .collect(Collectors.toMap(HostBook::host, View::isReady, Boolean::logicalOr, TreeMap::new));
  }

  /** Whether it is a pod of Nova's agent of that role. */
  static boolean isAgent(Pod pod, String role) {
    return role.equals(pod.getMetadata().getLabels().get(Manifests.ROLE));
  }

  /** The name of the host that a pod of Nova's agent is. */
  static String host(Pod pod) {
    return isAgent(pod, FAKE) ? pod.getMetadata().getName() : pod.getSpec().getNodeName();
  }

  /**
   * All hosts, sorted by name.
   *
   * @param agents the nodes with pods of agents, and whether these are ready
   * @throws io.osplane.error.OsplaneException if Nova or Placement do not answer
   */
  static List<Host> hosts(SortedMap<String, Boolean> agents, CloudApi nova) {
    SortedMap<String, CloudApi.Service> services = new TreeMap<>();
    nova.services().forEach(service -> services.put(service.host(), service));
    SortedSet<String> names = new TreeSet<>(agents.keySet());
    names.addAll(services.keySet());
    List<Host> hosts = new ArrayList<>();
    for (String name : names) {
      CloudApi.Service service =
          services.getOrDefault(name, new CloudApi.Service("", "", name, false, false, false, ""));
      OptionalInt processors =
          nova.placement().processors(name).map(OptionalInt::of).orElseGet(OptionalInt::empty);
      boolean isReady = agents.getOrDefault(name, false);
      hosts.add(
          new Host(
              name, isReady, service.isUp(), service.isEnabled(), service.reason(), processors));
    }
    return List.copyOf(hosts);
  }

  /** The user of a component of Nova's, without an entry in the catalogue. */
  static IdentityClaim user(ComponentName component) {
    return IdentityClaim.of(component.value());
  }
}
