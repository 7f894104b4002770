package io.osplane.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.SecretRef;
import io.osplane.spi.Act;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Member.Answer;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A service user with its roles, and its entries in the catalogue.
 *
 * @param service Keystone's Service
 * @param claim what is wanted
 * @param password the user's password
 * @param admin the administrator's password
 */
record Registration(String service, IdentityClaim claim, SecretRef password, SecretRef admin)
    implements Act.Action {
  /** The project that holds all service users. */
  static final String PROJECT = "service";

  private static final List<String> ROLES = List.of("admin", "service");

  /** One token tells all: that the password is right, and which roles and endpoints there are. */
  @Override
  public boolean isSo(Probe probe) {
    Answer answer = login(probe);
    if (answer.status() != 201) {
      return false;
    }
    JsonNode token = KeystoneApi.json(answer).path("token");
    Set<String> roles = new HashSet<>();
    token.path("roles").forEach(role -> roles.add(role.path("name").asText()));
    return roles.containsAll(ROLES)
        && (claim.type().isEmpty() || CatalogueEntry.of(claim, probe.plane()).isListed(token));
  }

  @Override
  public void makeSo(Site site) {
    Answer login =
        KeystoneApi.login(site, service, Keystone.ADMIN, site.reveal(admin), Keystone.ADMIN);
    KeystoneApi keystone = KeystoneApi.as(site, service, login);
    String project =
        keystone.ensure(
            "projects", "project", Map.of("name", PROJECT, "domain_id", KeystoneApi.DOMAIN_ID));
    String user = user(keystone, site);
    for (String role : ROLES) {
      keystone.grant(project, user, keystone.ensure("roles", "role", Map.of("name", role)));
    }
    if (login(site).status() != 201) {
      // disabled, if the service went before and came back
      Map<String, ?> access = Map.of("password", site.reveal(password), "enabled", true);
      keystone.change("users", "user", user, access);
    }
    if (!claim.type().isEmpty()) {
      CatalogueEntry.of(claim, site.plane()).list(keystone);
    }
  }

  private String user(KeystoneApi keystone, Site site) {
    Map<String, String> match = Map.of("name", claim.name(), "domain_id", KeystoneApi.DOMAIN_ID);
    return keystone
        .find("users", match)
        .orElseGet(
            () ->
                keystone.create(
                    "users",
                    "user",
                    Map.of(
                        "name", claim.name(),
                        "domain_id", KeystoneApi.DOMAIN_ID,
                        "password", site.reveal(password))))
        .path("id")
        .asText();
  }

  private Answer login(Probe probe) {
    return KeystoneApi.login(probe, service, claim.name(), probe.reveal(password), PROJECT);
  }
}
