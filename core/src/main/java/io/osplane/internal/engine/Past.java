package io.osplane.internal.engine;

import io.osplane.ComponentName;
import io.osplane.spi.Act;
import io.osplane.spi.Claim;
import io.osplane.spi.Generate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What earlier specs asked for, back to the last one that was carried out to the end. Pure.
 *
 * @param rosters of these specs, newest first
 * @param removal what deletes the objects of a component that goes; empty if it has none
 */
record Past(List<Roster> rosters, Function<ComponentName, Optional<Act>> removal) {
  private static final Past NONE = new Past(List.of(), name -> Optional.empty());

  /** A component that goes, as it was last. */
  record Gone(Roster.Entry<?> entry, Roster roster) {
    ComponentName name() {
      return entry.name();
    }
  }

  /** A claim that nobody makes any more, with those who made it. */
  record Stale(Roster.Entry<?> provider, Claim<?> claim, Set<ComponentName> consumers) {}

  Past {
    rosters = List.copyOf(rosters);
  }

  static Past none() {
    return NONE;
  }

  /** The components that a roster has no more, sorted by name. */
  List<Gone> gone(Roster now) {
    Map<ComponentName, Gone> gone = new TreeMap<>();
    for (Roster roster : rosters) {
      for (Roster.Entry<?> entry : roster.entries()) {
        if (now.entry(entry.name()).isEmpty()) {
          gone.putIfAbsent(entry.name(), new Gone(entry, roster));
        }
      }
    }
    return List.copyOf(gone.values());
  }

  /** The claims that a roster has no more, of providers that it still has, sorted. */
  List<Stale> stale(Roster now) {
    Set<String> made = new HashSet<>();
    now.entries().forEach(e -> now.claims(e).forEach(c -> made.add(id(now.provider(c), c))));
    Map<String, Stale> stale = new TreeMap<>();
    for (Roster roster : rosters) {
      for (Roster.Entry<?> consumer : roster.entries()) {
        for (Claim<?> claim : roster.claims(consumer)) {
          provider(roster, claim, now)
              .filter(p -> !made.contains(id(p, claim)))
              .map(p -> stale.computeIfAbsent(id(p, claim), i -> stale(p, claim)))
              .ifPresent(s -> s.consumers().add(consumer.name()));
        }
      }
    }
    return new ArrayList<>(stale.values());
  }

  private static Stale stale(Roster.Entry<?> provider, Claim<?> claim) {
    return new Stale(provider, claim, new TreeSet<>());
  }

  /** Who answered a claim, as it is now; empty if it is gone or provides that no more. */
  private static Optional<Roster.Entry<?>> provider(Roster then, Claim<?> claim, Roster now) {
    return then.onlyProvider(claim)
        .flatMap(p -> now.entry(p.name()))
        .filter(p -> p.component().provides().contains(claim.capability()));
  }

  /**
   * The generated Secrets of claims that are made in another epoch now, as inventory entries: what
   * they opened is retired, and nobody is to open it by them again.
   */
  Set<String> superseded(Roster now) {
    Set<String> secrets = new TreeSet<>();
    for (Stale stale : stale(now)) {
      if (now.isMade(stale.claim())) {
        now.provisionBy(stale.provider(), stale.claim()).tasks().stream()
            .filter(Generate.class::isInstance)
            .forEach(task -> secrets.add(Inventory.entry((Generate) task)));
      }
    }
    return secrets;
  }

  /** A claim of another URL is still the same claim; one of another epoch is not. */
  private static String id(Roster.Entry<?> provider, Claim<?> claim) {
    return String.join(
        " ",
        provider.name().value(),
        claim.capability().toString(),
        claim.name(),
        Integer.toString(claim.epoch()));
  }
}
