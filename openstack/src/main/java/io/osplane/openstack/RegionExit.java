package io.osplane.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.SecretRef;
import io.osplane.spi.Act;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a region's endpoints of some services out of the catalogue, when these are known under
 * another region's name.
 *
 * @param service Keystone's Service
 * @param region the region that is left
 * @param types the services' names in the catalogue, by type
 * @param admin the administrator's password
 */
record RegionExit(String service, String region, Map<String, String> types, SecretRef admin)
    implements Act.Action {
  @Override
  public boolean isSo(Probe probe) {
    return left(keystone(probe)).isEmpty();
  }

  @Override
  public void makeSo(Site site) {
    KeystoneApi keystone = keystone(site);
    left(keystone).forEach(endpoint -> keystone.delete("endpoints", endpoint));
  }

  private List<String> left(KeystoneApi keystone) {
    return types.entrySet().stream()
        .flatMap(
            e ->
                keystone
                    .find("services", Map.of("type", e.getKey(), "name", e.getValue()))
                    .stream())
        .flatMap(
            entry ->
                CatalogueEntry.INTERFACES.stream()
                    .flatMap(side -> endpoint(keystone, entry, side).stream()))
        .toList();
  }

  private Optional<String> endpoint(KeystoneApi keystone, JsonNode entry, String side) {
    Map<String, String> place =
        Map.of("service_id", entry.path("id").asText(), "interface", side, "region_id", region);
    return keystone.find("endpoints", place).map(found -> found.path("id").asText());
  }

  private KeystoneApi keystone(Probe probe) {
    return KeystoneApi.as(
        probe,
        service,
        KeystoneApi.login(probe, service, Keystone.ADMIN, probe.reveal(admin), Keystone.ADMIN));
  }
}
