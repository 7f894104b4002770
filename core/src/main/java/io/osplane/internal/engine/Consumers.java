package io.osplane.internal.engine;

import io.osplane.ComponentName;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Who claims of whom, now and in earlier specs. Pure.
 *
 * @param roster the spec as it shall be
 * @param past the specs before it
 */
record Consumers(Roster roster, Past past) {
  /**
   * Who claims of a provider, directly or through others; never itself. The set is the caller's.
   */
  Set<ComponentName> of(ComponentName provider) {
    Set<ComponentName> found = new LinkedHashSet<>();
    boolean grew = true;
    while (grew) {
      grew = grow(roster, provider, found);
      for (Roster then : past.rosters()) {
        grew |= grow(then, provider, found);
      }
    }
    return found;
  }

  private static boolean grow(Roster roster, ComponentName provider, Set<ComponentName> found) {
    boolean grew = false;
    for (Roster.Entry<?> entry : roster.entries()) {
      boolean claims =
          roster.claims(entry).stream()
              .flatMap(c -> roster.onlyProvider(c).stream())
              .map(Roster.Entry::name)
              .anyMatch(p -> p.equals(provider) || found.contains(p));
      grew |= claims && !entry.name().equals(provider) && found.add(entry.name());
    }
    return grew;
  }
}
