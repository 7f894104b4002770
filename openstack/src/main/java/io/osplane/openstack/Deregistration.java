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
 * Takes a {@link Registration} back: the user may log in no more, nor may anybody of its domain,
 * and the catalogue does not list the service. Users stay, because other services may hold what
 * they own; roles do, because users may have them.
 *
 * @param service Keystone's Service
 * @param claim what is wanted no more
 * @param admin the administrator's password
 */
record Deregistration(String service, IdentityClaim claim, SecretRef admin) implements Act.Action {
  @Override
  public boolean isSo(Probe probe) {
    KeystoneApi keystone = keystone(probe);
    return isBarred(user(keystone))
        && isBarred(domain(keystone))
        && claim.endpoints().keySet().stream().allMatch(t -> entry(keystone, t).isEmpty());
  }

  private static boolean isBarred(Optional<JsonNode> one) {
    return one.map(node -> !node.path("enabled").asBoolean(true)).orElse(true);
  }

  @Override
  public void makeSo(Site site) {
    KeystoneApi keystone = keystone(site);
    user(keystone).ifPresent(user -> bar(keystone, "users", "user", user));
    domain(keystone).ifPresent(domain -> bar(keystone, "domains", "domain", domain));
    for (String type : claim.endpoints().keySet()) {
      entry(keystone, type).ifPresent(e -> unlist(keystone, e.path("id").asText(), site));
    }
  }

  private static void bar(KeystoneApi keystone, String collection, String singular, JsonNode one) {
    keystone.change(collection, singular, one.path("id").asText(), Map.of("enabled", false));
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

  private Optional<JsonNode> user(KeystoneApi keystone) {
    return keystone.find("users", Map.of("name", claim.name(), "domain_id", KeystoneApi.DOMAIN_ID));
  }

  private KeystoneApi keystone(Probe probe) {
    Answer login =
        KeystoneApi.login(probe, service, Keystone.ADMIN, probe.reveal(admin), Keystone.ADMIN);
    return KeystoneApi.as(probe, service, login);
  }
}
