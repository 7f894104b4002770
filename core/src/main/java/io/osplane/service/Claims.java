package io.osplane.service;

import io.osplane.spi.CacheClaim;
import io.osplane.spi.Claim;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.ExposureClaim;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.MessagingClaim;
import io.osplane.spi.NetworkClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.VolumesClaim;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What one instance of a row asks of others.
 *
 * @param names the names of its databases by the row's word
 */
record Claims(
    SortedMap<String, String> names,
    Optional<DatabaseClaim> database,
    Optional<MessagingClaim> messaging,
    Optional<CacheClaim> cache,
    Optional<NetworkClaim> network,
    Optional<VolumesClaim> volumes,
    Optional<IdentityClaim> identity,
    List<ExposureClaim> exposures) {
  private static final String PLUGINS = "service_plugins";

  static Claims of(Row row, ApiServiceSpec spec, Placeholders own, Plane plane) {
    String name = spec.name().value();
    List<ExposureClaim> exposures = exposures(row, name, plane);
    return new Claims(
        Collections.unmodifiableSortedMap(own.fill(row.databases())),
        database(own.fill(List.copyOf(row.databases().values())))
            .map(c -> c.withEpoch(spec.epoch()))
            .map(c -> c.withConnections(Connections.of(row, spec, plane.size()).most())),
        Optional.of(MessagingClaim.of(name).withEpoch(spec.epoch()))
            .map(c -> row.virtualHost().isEmpty() ? c : c.in(own.fill(row.virtualHost())))
            .filter(c -> row.messaging()),
        Optional.of(CacheClaim.of(name)).filter(c -> row.cache()),
        Optional.of(network(row, spec)).filter(c -> row.network()),
        Optional.of(VolumesClaim.of(name))
            .filter(c -> row.hosts().values().stream().anyMatch(Row.Host::volumes)),
        identity(row, name, own, exposures).map(c -> c.withEpoch(spec.epoch())),
        exposures);
  }

  private static NetworkClaim network(Row row, ApiServiceSpec spec) {
    String name = spec.name().value();
    if (row.servers().isEmpty()) {
      return NetworkClaim.ofHosts(name);
    }
    String plugins = spec.config().getOrDefault("DEFAULT", Map.of()).getOrDefault(PLUGINS, "");
    return NetworkClaim.of(name)
        .with(
            Arrays.stream(plugins.split(",", -1))
                .map(String::strip)
                .filter(plugin -> !plugin.isEmpty())
                .toList());
  }

  private static Optional<IdentityClaim> identity(
      Row row, String name, Placeholders own, List<ExposureClaim> exposures) {
    if (row.readsIdentity()) {
      return Optional.of(IdentityClaim.address(name));
    }
    if (row.catalogue().isEmpty()) {
      return Optional.of(IdentityClaim.of(name)).filter(c -> row.logsIn());
    }
    return Optional.of(
        IdentityClaim.of(name, row.catalogue(), own.fill("{url}"))
            .with(
                new IdentityClaim.Further(
                    own.fill(row.endpoints()), row.roles(), own.fill(row.domain())))
            .exposedBy(exposures));
  }

  private static List<ExposureClaim> exposures(Row row, String name, Plane plane) {
    return row.exposed().stream()
        .filter(role -> plane.exposure().isPresent())
        .map(role -> ExposureClaim.of(Workloads.server(name, role), row.port(role)))
        .toList();
  }

  private static Optional<DatabaseClaim> database(List<String> names) {
    return names.stream()
        .findFirst()
        .map(first -> DatabaseClaim.of(first).with(names.subList(1, names.size())));
  }

  List<Claim<?>> all() {
    return Stream.concat(
            Stream.of(database, messaging, cache, network, volumes, identity)
                .<Claim<?>>flatMap(claim -> claim.stream()),
            exposures.stream())
        .toList();
  }
}
