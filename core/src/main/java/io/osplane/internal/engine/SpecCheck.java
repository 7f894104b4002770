package io.osplane.internal.engine;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.error.Violation;
import io.osplane.internal.engine.Roster.Entry;
import io.osplane.internal.spec.Artifacts;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is wrong with a spec, every violation at once. */
final class SpecCheck {
  private final ControlPlaneSpec spec;
  private final Roster roster;
  private final Map<String, Component<?>> kinds;
  private final Set<ComponentName> before;
  private final Map<ComponentName, List<Claim<?>>> asked = new TreeMap<>();
  private final List<Violation> violations = new ArrayList<>();

  private SpecCheck(
      ControlPlaneSpec spec,
      Roster roster,
      Map<String, Component<?>> kinds,
      Set<ComponentName> before) {
    this.spec = spec;
    this.roster = roster;
    this.kinds = kinds;
    this.before = before;
  }

  /**
   * The violations of a spec, in its order.
   *
   * @param roster those components of the spec that are what their kind asks for
   * @param kinds the components that are installed
   * @param before names of the components of the last revision
   */
  static List<Violation> violations(
      ControlPlaneSpec spec,
      Roster roster,
      Map<String, Component<?>> kinds,
      Set<ComponentName> before) {
    SpecCheck check = new SpecCheck(spec, roster, kinds, before);
    check.violations.addAll(PlaneRules.violations(spec));
    check.checkKinds();
    spec.components().stream()
        .map(ComponentSpec::name)
        .distinct()
        .forEach(name -> roster.entry(name).ifPresent(check::validate));
    check.checkMissing();
    roster.entries().forEach(check::checkProviders);
    roster.entries().forEach(check::checkSeveral);
    roster.entries().forEach(check::checkClaims);
    roster.entries().forEach(check::checkAsked);
    return check.violations;
  }

  /** What keeps a spec from being worked with at all: kinds and providers that are not there. */
  static List<Violation> gaps(
      ControlPlaneSpec spec, Roster roster, Map<String, Component<?>> kinds) {
    SpecCheck check = new SpecCheck(spec, roster, kinds, Set.of());
    check.checkKinds();
    roster.entries().forEach(check::checkProviders);
    return check.violations;
  }

  private void checkKinds() {
    Set<ComponentName> entered = new HashSet<>();
    for (ComponentSpec component : spec.components()) {
      String path = path(component.name());
      Component<?> kind = kinds.get(component.kind());
      if (kind == null) {
        add(path, "no implementation of " + component.kind(), Artifacts.remedy(component.kind()));
      } else if (!kind.specType().isInstance(component)) {
        String expected = "a " + kind.specType().getSimpleName();
        add(path, "is a " + component.getClass().getSimpleName(), expected);
      } else if (!entered.add(component.name())) {
        add(path, "the name is there twice", "a name for each component");
      }
    }
  }

  private <S extends ComponentSpec> void validate(Entry<S> entry) {
    String path = path(entry.name());
    List<ComponentSpec> others = new ArrayList<>();
    roster.entries().stream()
        .filter(e -> !e.name().equals(entry.name()))
        .forEach(e -> others.add(e.spec()));
    Component<S> kind = entry.component();
    kind.validate(entry.spec(), roster.plane()).forEach(v -> violations.add(v.under(path)));
    kind.clashes(entry.spec(), others, roster.plane()).forEach(v -> violations.add(v.under(path)));
  }

  private void checkMissing() {
    Set<ComponentName> missing = new HashSet<>(before);
    spec.components().forEach(c -> missing.remove(c.name()));
    missing.removeAll(spec.removing());
    missing.stream()
        .sorted()
        .forEach(
            name ->
                add(
                    path(name),
                    "is deployed and missing from the spec",
                    "add it, or say .removing(" + name + ")"));
  }

  private void checkProviders(Entry<?> entry) {
    for (Claim<?> claim : roster.claims(entry)) {
      List<Entry<?>> providers = roster.providers(claim);
      String what = "claims " + claim.capability() + " '" + claim.name() + "', which ";
      if (providers.isEmpty()) {
        add(path(entry.name()), what + "nobody provides", provider(claim));
      }
    }
  }

  /** Of an earlier spec the first one answers: it was accepted as it is. */
  private void checkSeveral(Entry<?> entry) {
    for (Claim<?> claim : roster.claims(entry)) {
      List<String> names = roster.providers(claim).stream().map(p -> p.name().value()).toList();
      if (names.size() > 1) {
        String what = "claims " + claim.capability() + " '" + claim.name() + "', which ";
        String expected = claim.isOptional() ? "one of them only" : "say which with from";
        add(path(entry.name()), what + names + " provide", expected);
      }
    }
  }

  private void checkClaims(Entry<?> entry) {
    for (Claim<?> claim : roster.claims(entry)) {
      List<Entry<?>> providers = roster.providers(claim);
      if (providers.size() == 1) {
        Entry<?> provider = providers.get(0);
        asked.computeIfAbsent(provider.name(), n -> new ArrayList<>()).add(claim);
        roster
            .violations(provider, claim)
            .forEach(v -> violations.add(v.under(path(entry.name()))));
      }
    }
  }

  private <S extends ComponentSpec> void checkAsked(Entry<S> entry) {
    List<Claim<?>> all = asked.getOrDefault(entry.name(), List.of());
    entry
        .component()
        .validate(all, entry.spec(), roster.plane())
        .forEach(v -> violations.add(v.under(path(entry.name()))));
  }

  private String provider(Claim<?> claim) {
    return claim
        .from()
        .map(n -> "add component " + n + " that provides it")
        .orElseGet(() -> "add a component that provides " + claim.capability() + kinds(claim));
  }

  private String kinds(Claim<?> claim) {
    String able =
        kinds.values().stream()
            .filter(kind -> kind.provides().contains(claim.capability()))
            .map(Component::kind)
            .sorted()
            .collect(Collectors.joining(" or "));
    return able.isEmpty() ? "" : ": of kind " + able;
  }

  private static String path(ComponentName name) {
    return "components[" + name + "]";
  }

  private void add(String path, String problem, String expected) {
    violations.add(new Violation(path, problem, expected));
  }
}
