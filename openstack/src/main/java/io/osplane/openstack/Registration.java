package io.osplane.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.SecretRef;
import io.osplane.spi.Act;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Member.Answer;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A service user with its roles, its entries in the catalogue, and what else it claims.
 *
 * @param service Keystone's Service
 * @param claim what is wanted
 * @param password the user's password
 * @param domain the domain that it claims, with its administrator
 * @param admin the administrator's password
 */
record Registration(
    String service,
    IdentityClaim claim,
    SecretRef password,
    Optional<OwnDomain> domain,
    SecretRef admin)
    implements Act.Action {
  /** The project that holds all service users. */
  static final String PROJECT = "service";

  /** One token tells most: that the password is right, and which roles and endpoints there are. */
  @Override
  public boolean isSo(Probe probe) {
    Answer answer = login(probe);
    if (answer.status() != 201) {
      return false;
    }
    JsonNode token = KeystoneApi.json(answer).path("token");
    Set<String> roles = new HashSet<>();
    token.path("roles").forEach(role -> roles.add(role.path("name").asText()));
    return roles.containsAll(claim.roles())
        && entries(probe.plane()).stream().allMatch(entry -> entry.isListed(token))
        && hasRoles(probe)
        && domain.map(d -> d.isSo(service, probe)).orElse(true);
  }

  private List<CatalogueEntry> entries(Plane plane) {
    return claim.endpoints().entrySet().stream()
        .map(e -> CatalogueEntry.of(claim, e.getKey(), e.getValue(), plane))
        .toList();
  }

  private boolean hasRoles(Probe probe) {
    List<String> wanted = claim.further().roles();
    return wanted.isEmpty()
        || wanted.stream().allMatch(r -> asAdmin(probe).find("roles", named(r)).isPresent());
  }

  private static Map<String, String> named(String name) {
    return Map.of("name", name);
  }

  @Override
  public void makeSo(Site site) {
    KeystoneApi keystone = asAdmin(site);
    String project =
        keystone.ensure(
            "projects", "project", Map.of("name", PROJECT, "domain_id", KeystoneApi.DOMAIN_ID));
    Map<String, String> match = Map.of("name", claim.account(), "domain_id", KeystoneApi.DOMAIN_ID);
    Optional<JsonNode> there = keystone.find("users", match);
    String user = there.orElseGet(() -> made(keystone, match, site)).path("id").asText();
    for (String role : claim.roles()) {
      keystone.grant("projects", project, user, keystone.ensure("roles", "role", named(role)));
    }
    if (there.isPresent() && login(site).status() != 201) {
      // disabled, if the service went before and came back
      Map<String, ?> access = Map.of("password", site.reveal(password), "enabled", true);
      keystone.change("users", "user", user, access);
    }
    for (String role : claim.further().roles()) {
      String unused = keystone.ensure("roles", "role", named(role));
    }
    domain.ifPresent(d -> d.makeSo(keystone, service, site));
    entries(site.plane()).forEach(entry -> entry.list(keystone));
  }

  private KeystoneApi asAdmin(Probe probe) {
    Answer login =
        KeystoneApi.login(probe, service, Keystone.ADMIN, probe.reveal(admin), Keystone.ADMIN);
    return KeystoneApi.as(probe, service, login);
  }

  private JsonNode made(KeystoneApi keystone, Map<String, String> names, Site site) {
    Map<String, String> fields = new TreeMap<>(names);
    fields.put("password", site.reveal(password));
    return keystone.create("users", "user", fields);
  }

  private Answer login(Probe probe) {
    return KeystoneApi.login(probe, service, claim.account(), probe.reveal(password), PROJECT);
  }
}
