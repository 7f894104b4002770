package io.osplane.sdn;

import io.osplane.Size;
import io.osplane.error.Violation;
import io.osplane.spi.MemberRules;
import io.osplane.spi.Plane;
import io.osplane.spi.SpecRule;
import io.osplane.spi.VolumeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a spec of OVN must keep to. */
final class Rules {
  /** A made bridge is called after the card, and Linux allows 15 characters. */
  static final String BRIDGE = "br-";

  private static final int MOST = 7;
  private static final Set<String> OURS = Set.of("br-int", "br-phy");
  private static final Pattern CARD = Pattern.compile("[a-zA-Z0-9][-_.a-zA-Z0-9]{0,11}");
  private static final Pattern BRIDGE_NAME = Pattern.compile("br-[-_.a-zA-Z0-9]{1,12}");
  private static final Pattern NETWORK = Pattern.compile("[a-zA-Z0-9][-_.a-zA-Z0-9]{0,62}");
  private static final Pattern GROUP =
      Pattern.compile("[a-zA-Z0-9]([-_.a-zA-Z0-9]{0,61}[a-zA-Z0-9])?");

  private static final SpecRule SLOW =
      SpecRule.warning(
          "R33",
          "has a program without DPDK move every packet, which is slower than the kernel",
          "KERNEL, or Size.TINY, which is for test clusters");
  private static final String ALONE =
      "is empty, so that no tunnel leaves a host whose switch is a program";

  private final List<Violation> found = new ArrayList<>();

  private Rules() {}

  static List<SpecRule> rules() {
    return Stream.concat(MemberRules.rules().stream(), Stream.of(SLOW)).toList();
  }

  static List<Violation> violations(OvnSpec spec, Plane plane) {
    Rules rules = new Rules();
    rules.found.addAll(MemberRules.violations(spec.replicas(), MOST, plane));
    rules.found.addAll(VolumeRules.violations(spec.storage(), spec.storageClass()));
    rules.checkTunnels(spec);
    rules.checkDatapath(spec, plane);
    rules.checkMappings(spec);
    spec.gatewayGroup().ifPresent(rules::checkGroup);
    return List.copyOf(rules.found);
  }

  private void checkTunnels(OvnSpec spec) {
    String card = spec.tunnelInterface();
    if (!card.isEmpty() && !isCard(card)) {
      add(
          "tunnelInterface",
          "'" + card + "' is no network card",
          "its name on the hosts, of at most 12 characters, as eth1");
    }
  }

  private void checkDatapath(OvnSpec spec, Plane plane) {
    if (spec.datapath() == Datapath.USERSPACE && plane.size() != Size.TINY) {
      found.add(SLOW.at("datapath"));
      if (spec.tunnelInterface().isEmpty()) {
        found.add(SLOW.at("tunnelInterface", ALONE, "a card of its own for the switch, as eth1"));
      }
    }
  }

  private void checkMappings(OvnSpec spec) {
    spec.bridgeMappings().forEach((network, target) -> checkMapping(spec, network, target));
    List<String> targets = spec.bridgeMappings().values().stream().map(Rules::bridge).toList();
    targets.stream()
        .filter(t -> targets.indexOf(t) != targets.lastIndexOf(t))
        .distinct()
        .forEach(
            t ->
                add("bridgeMappings", "two physical networks share " + t, "a bridge for each one"));
  }

  private void checkMapping(OvnSpec spec, String network, String target) {
    String path = "bridgeMappings[" + network + "]";
    if (!NETWORK.matcher(network).matches()) {
      add(path, "it is no name of a physical network", "letters, digits and - _ . as physnet1");
    }
    problem(spec, target)
        .ifPresent(
            problem ->
                add(path, problem, "a bridge such as br-ex, or a free network card as eth2"));
  }

  private static Optional<String> problem(OvnSpec spec, String target) {
    if (OURS.contains(target)) {
      return Optional.of(target + " is what Osplane keeps for itself");
    }
    if (!spec.tunnelInterface().isEmpty() && target.equals(spec.tunnelInterface())) {
      return Optional.of(target + " carries the tunnels");
    }
    return BRIDGE_NAME.matcher(target).matches() || isCard(target)
        ? Optional.empty()
        : Optional.of("'" + target + "' is neither a bridge nor a network card");
  }

  private static boolean isCard(String name) {
    return CARD.matcher(name).matches() && !name.startsWith(BRIDGE);
  }

  /** The bridge that a mapping leads to: itself, or the one that is made of the card. */
  static String bridge(String target) {
    return target.startsWith(BRIDGE) ? target : BRIDGE + target;
  }

  private void checkGroup(String group) {
    if (!GROUP.matcher(group).matches()) {
      add("gatewayGroup", "'" + group + "' is no label value", "the name of a group of hosts");
    }
  }

  private void add(String path, String problem, String expected) {
    found.add(new Violation(path, problem, expected));
  }
}
