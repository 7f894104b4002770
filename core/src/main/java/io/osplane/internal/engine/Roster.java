package io.osplane.internal.engine;

import io.osplane.Access;
import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.error.InvalidSpecException;
import io.osplane.error.RefusedException;
import io.osplane.error.Violation;
import io.osplane.spi.Capability;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.Plane;
import io.osplane.spi.Provision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The components of a spec with what they claim of each other. Making one has a {@link SpecCheck}
 * look at the whole spec first.
 */
final class Roster {
  /** A component with its spec. */
  record Entry<S extends ComponentSpec>(Component<S> component, S spec) {
    ComponentName name() {
      return spec.name();
    }
  }

  private final Plane plane;
  private final Map<ComponentName, Entry<?>> entries = new TreeMap<>();
  private final List<Violation> acknowledged = new ArrayList<>();

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
    Roster roster = past(spec, plane, kinds);
    Acknowledgements given = new Acknowledgements(spec.acknowledging(), kinds.values());
    List<Violation> found = new ArrayList<>(given.violations());
    found.addAll(SpecCheck.violations(spec, roster, kinds, before));
    refuse(found, given::accept);
    found.stream().filter(given::accept).forEach(roster.acknowledged::add);
    return roster;
  }

  /**
   * What is deployed. It was accepted as it is; a rule that is newer is no reason to leave it
   * alone.
   *
   * @throws InvalidSpecException if a component's kind or a claim's provider is not there
   */
  static Roster standing(ControlPlaneSpec spec, Plane plane, Map<String, Component<?>> kinds) {
    Roster roster = past(spec, plane, kinds);
    refuse(SpecCheck.gaps(spec, roster, kinds), gap -> false);
    return roster;
  }

  private static void refuse(List<Violation> found, Predicate<Violation> accepted) {
    List<Violation> rest = found.stream().filter(v -> !accepted.test(v)).toList();
    if (!rest.isEmpty()) {
      throw new InvalidSpecException(rest);
    }
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

  /** The warnings that the spec was not refused for. */
  List<Violation> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /** The components, sorted by name. */
  List<Entry<?>> entries() {
    return List.copyOf(entries.values());
  }

  Optional<Entry<?>> entry(ComponentName name) {
    return Optional.ofNullable(entries.get(name));
  }

  /**
   * A component that must be there.
   *
   * @throws RefusedException if it is not
   */
  Entry<?> deployed(ComponentName name) {
    return entry(name)
        .orElseThrow(
            () ->
                new RefusedException(
                    "work on component " + name,
                    "the deployed spec has no such component",
                    "Name one of those that are there: " + entries.keySet()));
  }

  /** The claims of a component, without optional ones that nobody provides. */
  List<Claim<?>> claims(Entry<?> entry) {
    return claimsOf(entry).stream().filter(claim -> !isIdle(claim)).toList();
  }

  private boolean isIdle(Claim<?> claim) {
    return claim.isOptional() && providers(claim).isEmpty();
  }

  /** What is claimed of a component. */
  List<Claim<?>> asked(Entry<?> provider) {
    return entries.values().stream()
        .flatMap(entry -> claims(entry).stream())
        .filter(
            claim -> onlyProvider(claim).filter(p -> p.name().equals(provider.name())).isPresent())
        .<Claim<?>>map(claim -> claim)
        .toList();
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

  /** How a claim is reached; null if it is optional and nobody provides it. */
  @Nullable Object answer(Claim<?> claim) {
    return isIdle(claim) ? null : provision(claim).binding();
  }

  /** How a claim is reached, in the epoch in which it is made: who only looks need not know it. */
  <B> B binding(Claim<B> claim) {
    List<Claim<?>> made = made(claim);
    Claim<?> asked = made.isEmpty() || made.contains(claim) ? claim : made.get(0);
    return claim.capability().binding().cast(provision(asked).binding());
  }

  /** Whether somebody makes a claim, in whatever epoch. */
  boolean isMade(Claim<?> claim) {
    return !made(claim).isEmpty();
  }

  private List<Claim<?>> made(Claim<?> claim) {
    return entries.values().stream()
        .flatMap(entry -> claims(entry).stream())
        .filter(
            other ->
                other.capability().equals(claim.capability())
                    && other.name().equals(claim.name())
                    && onlyProvider(other).equals(onlyProvider(claim)))
        .<Claim<?>>map(other -> other)
        .toList();
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
    for (ComponentSpec component : spec.components()) {
      Component<?> kind = kinds.get(component.kind());
      if (kind != null && kind.specType().isInstance(component)) {
        entries.putIfAbsent(component.name(), entry(kind, component));
      }
    }
  }

  /** Everybody who could answer a claim. */
  List<Entry<?>> providers(Claim<?> claim) {
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

  /** What its provider finds wrong with a claim. */
  List<Violation> violations(Entry<?> provider, Claim<?> claim) {
    return judged(provider, claim);
  }

  private <S extends ComponentSpec> List<Violation> judged(Entry<S> entry, Claim<?> claim) {
    return entry.component().validate(claim, entry.spec(), plane);
  }

  private <S extends ComponentSpec> Provision<?> provide(Entry<S> entry, Claim<?> claim) {
    return entry.component().provide(claim, entry.spec(), plane);
  }

  private static <S extends ComponentSpec> Entry<S> entry(
      Component<S> component, ComponentSpec spec) {
    return new Entry<>(component, component.specType().cast(spec));
  }
}
