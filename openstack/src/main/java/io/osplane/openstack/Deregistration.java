package io.osplane.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.SecretRef;
import io.osplane.spi.Act;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Member.Answer;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a {@link Registration} back, but for its user: nobody of its domain may log in, and the
 * catalogue does not list the service. Roles stay, because users may have them.
 *
 * @param service Keystone's Service
 * @param claim what is wanted no more
 * @param admin the administrator's password
 */
record Deregistration(String service, IdentityClaim claim, SecretRef admin) implements Act.Action {
  @Override
  public boolean isSo(Probe probe) {
    KeystoneApi keystone = keystone(probe);
    return Barring.isBarred(domain(keystone))
        && claim.endpoints().keySet().stream().allMatch(t -> entry(keystone, t).isEmpty());
  }

  @Override
  public void makeSo(Site site) {
    KeystoneApi keystone = keystone(site);
    domain(keystone).ifPresent(domain -> Barring.bar(keystone, "domains", "domain", domain));
    for (String type : claim.endpoints().keySet()) {
      entry(keystone, type).ifPresent(e -> unlist(keystone, e.path("id").asText(), site));
    }
  }

  /** Endpoints of other regions are somebody else's, and keep the entry. */
  private static void unlist(KeystoneApi keystone, String entry, Probe probe) {
    for (String side : CatalogueEntry.INTERFACES) {
      Map<String, String> place =
          Map.of("service_id", entry, "interface", side, "region_id", probe.plane().region());
      keystone
          .find("endpoints", place)
          .ifPresent(e -> keystone.delete("endpoints", e.path("id").asText()));
    }
    if (keystone.find("endpoints", Map.of("service_id", entry)).isEmpty()) {
      keystone.delete("services", entry);
    }
  }

  private Optional<JsonNode> entry(KeystoneApi keystone, String type) {
    return keystone.find("services", Map.of("name", claim.name(), "type", type));
  }

  private Optional<JsonNode> domain(KeystoneApi keystone) {
    return Optional.of(claim.further().domain())
        .filter(name -> !name.isEmpty())
        .flatMap(name -> keystone.find("domains", Map.of("name", name)));
  }

  private KeystoneApi keystone(Probe probe) {
    Answer login =
        KeystoneApi.login(probe, service, Keystone.ADMIN, probe.reveal(admin), Keystone.ADMIN);
    return KeystoneApi.as(probe, service, login);
  }
}
