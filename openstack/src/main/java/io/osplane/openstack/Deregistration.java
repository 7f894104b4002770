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
 * Takes a {@link Registration} back: the user may log in no more, and the catalogue does not list
 * the service. The user itself stays, because other services may hold what it owns.
 *
 * @param service Keystone's Service
 * @param claim what is wanted no more
 * @param admin the administrator's password
 */
record Deregistration(String service, IdentityClaim claim, SecretRef admin) implements Act.Action {
  @Override
  public boolean isSo(Probe probe) {
    KeystoneApi keystone = keystone(probe);
    boolean isBarred = user(keystone).map(u -> !u.path("enabled").asBoolean(true)).orElse(true);
    return isBarred && (claim.type().isEmpty() || entry(keystone).isEmpty());
  }

  @Override
  public void makeSo(Site site) {
    KeystoneApi keystone = keystone(site);
    user(keystone)
        .ifPresent(
            u -> keystone.change("users", "user", u.path("id").asText(), Map.of("enabled", false)));
    if (!claim.type().isEmpty()) {
      entry(keystone).ifPresent(e -> unlist(keystone, e.path("id").asText(), site));
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

  private Optional<JsonNode> entry(KeystoneApi keystone) {
    return keystone.find("services", Map.of("name", claim.name(), "type", claim.type()));
  }

  private Optional<JsonNode> user(KeystoneApi keystone) {
    return keystone.find("users", Map.of("name", claim.name(), "domain_id", KeystoneApi.DOMAIN_ID));
  }

  private KeystoneApi keystone(Probe probe) {
    Answer login =
        KeystoneApi.login(probe, service, Keystone.ADMIN, probe.reveal(admin), Keystone.ADMIN);
    return KeystoneApi.as(probe, service, login);
  }
}
