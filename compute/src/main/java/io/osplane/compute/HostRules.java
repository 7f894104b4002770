package io.osplane.compute;

import io.osplane.ComponentSpec;
import io.osplane.Size;
import io.osplane.error.Violation;
import io.osplane.spi.Plane;
import io.osplane.spi.SpecRule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What specs of hosts must keep to that no row can say: see also its {@code rules}. Pure. */
final class HostRules {
  private static final SpecRule PINNED_TWICE =
      SpecRule.error(
          "R35",
          "has processors that [compute] cpu_shared_set has as well, and Nova's agent does not start",
          "two sets without processors in common");
  private static final SpecRule EMULATED =
      SpecRule.warning(
          "R39",
          "has a program make the processors of all guests, which is ten times slower and more",
          "KVM, or Size.TINY, which is for test clusters");
  private static final SpecRule TWO_AGENTS =
      SpecRule.error(
          "R59",
          "takes in hosts on which another component runs libvirt and Nova's agent too",
          "a group of its own for each");
  private static final SpecRule MIXED =
      SpecRule.warning(
          "R64",
          "differs from that of other hosts of the same Nova: guests cannot move between them live",
          "one way for all hosts of a Nova");

  private HostRules() {}

  static List<SpecRule> rules() {
    return List.of(PINNED_TWICE, EMULATED, TWO_AGENTS, MIXED);
  }

  static List<Violation> violations(ComputeSpec spec, Plane plane) {
    List<Violation> found = new ArrayList<>();
    if (spec.virtType() == VirtType.QEMU && plane.size() != Size.TINY) {
      found.add(EMULATED.at("virtType"));
    }
    Optional<BitSet> dedicated = processors(spec, "cpu_dedicated_set", found);
    Optional<BitSet> shared = processors(spec, "cpu_shared_set", found);
    if (dedicated.isPresent() && shared.isPresent() && dedicated.get().intersects(shared.get())) {
      found.add(PINNED_TWICE.at(path("cpu_dedicated_set")));
    }
    return found;
  }

  /** Of two that clash, the one that comes later by name says it. */
  static List<Violation> clashes(ComputeSpec spec, List<ComponentSpec> others) {
    List<Violation> found = new ArrayList<>();
    others.stream()
        .filter(ComputeSpec.class::isInstance)
        .map(ComputeSpec.class::cast)
        .filter(other -> other.name().compareTo(spec.name()) < 0)
        .forEach(other -> compare(spec, other, found));
    return found;
  }

  private static void compare(ComputeSpec spec, ComputeSpec other, List<Violation> found) {
    boolean isAnywhere = spec.group().isEmpty() || other.group().isEmpty();
    if (isAnywhere || spec.group().equals(other.group())) {
      String problem = TWO_AGENTS.why() + ": " + other.name();
      found.add(TWO_AGENTS.at("group", problem, TWO_AGENTS.instead()));
    }
    if (spec.nova().equals(other.nova()) && spec.virtType() != other.virtType()) {
      found.add(MIXED.at("virtType"));
    }
  }

  private static Optional<BitSet> processors(
      ComputeSpec spec, String option, List<Violation> found) {
    String text = spec.config().getOrDefault("compute", Map.of()).getOrDefault(option, "");
    if (text.isEmpty() || text.contains("$")) {
      return Optional.empty();
    }
    Optional<BitSet> set = ProcessorSet.parse(text);
    if (set.isEmpty()) {
      found.add(new Violation(path(option), "is no set of processors", "as 2-15,^8"));
    }
    return set;
  }

  private static String path(String option) {
    return "config[compute][" + option + "]";
  }
}
