package io.osplane.sdn;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.osplane.health.Condition;
import io.osplane.spi.Manifests;
import io.osplane.spi.Serving;
import io.osplane.spi.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How well the hosts' agents are, judged from Kubernetes objects alone. Pure. */
final class HostHealth {
  private final OvnSpec spec;
  private final Names names;
  private final View view;

  HostHealth(OvnSpec spec, Names names, View view) {
    this.spec = spec;
    this.names = names;
    this.view = view;
  }

  /** What is not as it should be; one healthy condition if nothing is. */
  List<Condition> judge() {
    List<Condition> found = new ArrayList<>();
    int hosts = wanted(names.openvswitch());
    judgePods(found);
    judgeMissing(found);
    if (hosts > 0 && isLeadingOut() && gateways() == 0) {
      found.add(
          Condition.degraded(
              "NoGateway",
              "no host leads out: no host is in group " + spec.gatewayGroup().orElse(""),
              "Label at least two hosts with this group"));
    }
    if (found.isEmpty()) {
      found.add(
          hosts == 0
              ? Condition.healthy("NoHosts", "no node is a host")
              : Condition.healthy(
                  "HostsReady",
                  hosts == 1 ? "1 host has its switch" : hosts + " hosts have their switches"));
    }
    Serving.outdated(view, names.openvswitch()).ifPresent(found::add);
    return List.copyOf(found);
  }

  private boolean isLeadingOut() {
    return !spec.bridgeMappings().isEmpty();
  }

  private int gateways() {
    return wanted(spec.gatewayGroup().isEmpty() ? names.controller() : names.gateway());
  }

  private void judgePods(List<Condition> found) {
    Set<String> roles =
        Set.of(
            HostManifests.SWITCH,
            HostManifests.CONTROLLER,
            HostManifests.GATEWAY,
            MetadataManifests.ROLE);
    view.pods(spec.name()).stream()
        .filter(pod -> roles.contains(role(pod)) && !View.isReady(pod))
        .collect(
            Collectors.groupingBy(
                pod -> String.valueOf(pod.getSpec().getNodeName()),
                TreeMap::new,
                Collectors.mapping(HostHealth::role, Collectors.toCollection(TreeSet::new))))
        .forEach(
            (host, agents) ->
                found.add(
                    Condition.degraded(
                        "HostImpaired",
                        "host " + host + ": not ready: " + String.join(", ", agents),
                        "Look at these pods' logs, and whether the node is up")));
  }

  private void judgeMissing(List<Condition> found) {
    for (String name :
        List.of(names.openvswitch(), names.controller(), names.gateway(), names.metadata())) {
      int missing = wanted(name) - scheduled(name);
      if (missing > 0) {
        found.add(
            Condition.degraded(
                "HostWithoutAgent",
                name + ": " + missing + " hosts have no pod",
                "Look at the DaemonSet's events"));
      }
    }
  }

  private int wanted(String set) {
    return number(set, DaemonSetStatus::getDesiredNumberScheduled);
  }

  private int scheduled(String set) {
    return number(set, DaemonSetStatus::getCurrentNumberScheduled);
  }

  private int number(String set, Function<DaemonSetStatus, @Nullable Integer> field) {
    return view.find(DaemonSet.class, set).map(DaemonSet::getStatus).map(field).orElse(0);
  }

  static String role(Pod pod) {
    return pod.getMetadata().getLabels().getOrDefault(Manifests.ROLE, "");
  }
}
