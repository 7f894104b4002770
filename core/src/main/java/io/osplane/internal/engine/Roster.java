package io.osplane.internal.engine;

import io.osplane.Access;
import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.error.InvalidSpecException;
import io.osplane.error.Violation;
import io.osplane.spi.Capability;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.Plane;
import io.osplane.spi.Provision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The components of a spec with what they claim of each other. Making one checks the whole spec and
 * tells every violation at once.
 */
final class Roster {
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "galera", "osplane-galera",
          "rabbitmq", "osplane-rabbitmq",
          "keystone", "osplane-openstack",
          "memcached", "osplane-openstack");

  /** A component with its spec. */
  record Entry<S extends ComponentSpec>(Component<S> component, S spec) {
    ComponentName name() {
      return spec.name();
    }
  }

  private final Plane plane;
  private final Map<ComponentName, Entry<?>> entries = new TreeMap<>();
  private final List<Violation> violations = new ArrayList<>();

  private Roster(Plane plane) {
    this.plane = plane;
  }

  /**
   * Checks a spec against what is installed and what was there before.
   *
   * @param before names of the components of the last revision
   * @throws InvalidSpecException with every violation
   */
  static Roster of(
      ControlPlaneSpec spec,
      Plane plane,
      Map<String, Component<?>> kinds,
      Set<ComponentName> before) {
    Roster roster = new Roster(plane);
    roster.violations.addAll(PlaneRules.violations(spec));
    roster.enter(spec, kinds);
    roster.checkMissing(spec, before);
    roster.entries.values().forEach(roster::checkClaims);
    if (!roster.violations.isEmpty()) {
      throw new InvalidSpecException(roster.violations);
    }
    return roster;
  }

  /**
   * What is still known of an earlier spec; nothing is checked: it may break rules that are newer.
   */
  static Roster past(ControlPlaneSpec spec, Plane plane, Map<String, Component<?>> kinds) {
    Roster roster = new Roster(plane);
    roster.enter(spec, kinds);
    return roster;
  }

  Plane plane() {
    return plane;
  }

  /** The components, sorted by name. */
  List<Entry<?>> entries() {
    return List.copyOf(entries.values());
  }

  Optional<Entry<?>> entry(ComponentName name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** The claims of a component. */
  List<Claim<?>> claims(Entry<?> entry) {
    return claimsOf(entry);
  }

  /** Who answers a claim. */
  Entry<?> provider(Claim<?> claim) {
    return providers(claim).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    claim.capability() + " '" + claim.name() + "' is waited for and not claimed"));
  }

  /** Who answers a claim; empty unless it is one. */
  Optional<Entry<?>> onlyProvider(Claim<?> claim) {
    List<Entry<?>> providers = providers(claim);
    return providers.size() == 1 ? Optional.of(providers.get(0)) : Optional.empty();
  }

  /** The answer to a claim. */
  Provision<?> provision(Claim<?> claim) {
    return provide(provider(claim), claim);
  }

  /** The answer of a component to a claim. */
  Provision<?> provisionBy(Entry<?> provider, Claim<?> claim) {
    return provide(provider, claim);
  }

  /** How to log in, as the first component that knows says. */
  Optional<Access> access() {
    return entries.values().stream().map(this::accessOf).flatMap(Optional::stream).findFirst();
  }

  private <S extends ComponentSpec> Optional<Access> accessOf(Entry<S> entry) {
    return entry.component().access(entry.spec(), plane);
  }

  private void enter(ControlPlaneSpec spec, Map<String, Component<?>> kinds) {
    if (spec.components().isEmpty()) {
      violations.add(new Violation("components", "is empty", "name at least one component"));
    }
    if (!Releases.KNOWN.contains(spec.release())) {
      violations.add(
          new Violation(
              "release", "unknown release " + spec.release(), "one of " + Releases.KNOWN));
    }
    if (!DOMAIN.matcher(spec.clusterDomain()).matches()) {
      violations.add(
          new Violation(
              "clusterDomain", "is no DNS domain: " + spec.clusterDomain(), "as cluster.local"));
    }
    for (ComponentSpec component : spec.components()) {
      String path = "components[" + component.name() + "]";
      Component<?> kind = kinds.get(component.kind());
      if (kind == null) {
        violations.add(
            new Violation(
                path, "no implementation of " + component.kind(), artifact(component.kind())));
      } else if (!kind.specType().isInstance(component)) {
        violations.add(
            new Violation(
                path,
                "is a " + component.getClass().getSimpleName(),
                "a " + kind.specType().getSimpleName()));
      } else if (entries.containsKey(component.name())) {
        violations.add(new Violation(path, "the name is there twice", "a name for each component"));
      } else {
        Entry<?> entry = entry(kind, component);
        entries.put(component.name(), entry);
        validate(entry, path);
      }
    }
  }

  private static String artifact(String kind) {
    return "put "
        + (ARTIFACTS.containsKey(kind)
            ? "io.osplane:" + ARTIFACTS.get(kind)
            : "a jar with a component of kind '" + kind + "'")
        + " on the class path";
  }

  private <S extends ComponentSpec> void validate(Entry<S> entry, String path) {
    for (Violation v : entry.component().validate(entry.spec(), plane)) {
      violations.add(new Violation(path + "." + v.path(), v.problem(), v.expected()));
    }
  }

  private void checkMissing(ControlPlaneSpec spec, Set<ComponentName> before) {
    Set<ComponentName> missing = new HashSet<>(before);
    spec.components().forEach(c -> missing.remove(c.name()));
    missing.removeAll(spec.removing());
    missing.stream()
        .sorted()
        .forEach(
            name ->
                violations.add(
                    new Violation(
                        "components[" + name + "]",
                        "is deployed and missing from the spec",
                        "add it, or say .removing(" + name + ")")));
  }

  private void checkClaims(Entry<?> entry) {
    for (Claim<?> claim : claimsOf(entry)) {
      List<Entry<?>> providers = providers(claim);
      String path = "components[" + entry.name() + "]";
      if (providers.isEmpty()) {
        violations.add(
            new Violation(
                path,
                "claims " + claim.capability() + " '" + claim.name() + "', which nobody provides",
                claim
                    .from()
                    .map(n -> "add component " + n + " that provides it")
                    .orElse("add a component that provides " + claim.capability())));
      } else if (providers.size() > 1) {
        violations.add(
            new Violation(
                path,
                "claims "
                    + claim.capability()
                    + " '"
                    + claim.name()
                    + "', which "
                    + providers.stream().map(p -> p.name().value()).toList()
                    + " provide",
                "say which with from"));
      }
    }
  }

  private List<Entry<?>> providers(Claim<?> claim) {
    List<Entry<?>> providers = new ArrayList<>();
    for (Entry<?> entry : entries.values()) {
      Set<Capability<?>> given = entry.component().provides();
      if (given.contains(claim.capability())
          && claim.from().map(entry.name()::equals).orElse(true)) {
        providers.add(entry);
      }
    }
    return providers;
  }

  private <S extends ComponentSpec> List<Claim<?>> claimsOf(Entry<S> entry) {
    return entry.component().claims(entry.spec(), plane);
  }

  private <S extends ComponentSpec> Provision<?> provide(Entry<S> entry, Claim<?> claim) {
    return entry.component().provide(claim, entry.spec(), plane);
  }

  private static <S extends ComponentSpec> Entry<S> entry(
      Component<S> component, ComponentSpec spec) {
    return new Entry<>(component, component.specType().cast(spec));
  }
}
