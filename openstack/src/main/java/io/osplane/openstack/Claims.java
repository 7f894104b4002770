package io.osplane.openstack;

import io.osplane.spi.CacheClaim;
import io.osplane.spi.Claim;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.MessagingClaim;
import io.osplane.spi.Plane;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one instance of a row asks of others.
 *
 * @param databases by the row's word
 */
record Claims(
    SortedMap<String, DatabaseClaim> databases,
    Optional<MessagingClaim> messaging,
    Optional<CacheClaim> cache,
    Optional<IdentityClaim> identity) {

  static Claims of(Row row, ApiServiceSpec spec, Plane plane) {
    String name = spec.name().value();
    Placeholders own = Placeholders.of(row, spec, plane);
    SortedMap<String, DatabaseClaim> databases = new TreeMap<>();
    row.databases().forEach((word, text) -> databases.put(word, DatabaseClaim.of(own.fill(text))));
    return new Claims(
        Collections.unmodifiableSortedMap(databases),
        Optional.of(MessagingClaim.of(name)).filter(c -> row.messaging()),
        Optional.of(CacheClaim.of(name)).filter(c -> row.cache()),
        Optional.of(row.catalogue())
            .filter(type -> !type.isEmpty())
            .map(type -> IdentityClaim.of(name, type, own.fill("{url}"))));
  }

  List<Claim<?>> all() {
    List<Claim<?>> all = new ArrayList<>(databases.values());
    messaging.ifPresent(all::add);
    cache.ifPresent(all::add);
    identity.ifPresent(all::add);
    return all;
  }
}
