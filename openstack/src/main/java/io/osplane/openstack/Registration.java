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

  static final List<String> INTERFACES = List.of("public", "internal", "admin");

  /** What Keystone replaces in a URL of the catalogue. */
  private static final String PROJECT_ID = "%(project_id)s";

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
        && isListed(token, probe.plane().region())
        && hasRoles(probe)
        && domain.map(d -> d.isSo(service, probe)).orElse(true);
  }

  private boolean isListed(JsonNode token, String region) {
    Set<String> listed = new HashSet<>();
    for (JsonNode entry : token.path("catalog")) {
      String type = entry.path("type").asText();
      entry.path("endpoints").forEach(e -> listed.add(endpoint(type, e)));
    }
    String project = token.path("project").path("id").asText();
    return claim.endpoints().entrySet().stream()
        .allMatch(
            e ->
                INTERFACES.stream()
                    .map(i -> String.join(" ", e.getKey(), i, region, e.getValue()))
                    .allMatch(line -> listed.contains(line.replace(PROJECT_ID, project))));
  }

  private boolean hasRoles(Probe probe) {
    List<String> wanted = claim.further().roles();
    return wanted.isEmpty()
        || wanted.stream().allMatch(r -> asAdmin(probe).find("roles", named(r)).isPresent());
  }

  private static Map<String, String> named(String name) {
    return Map.of("name", name);
  }

  private static String endpoint(String type, JsonNode endpoint) {
    return String.join(
        " ",
        type,
        endpoint.path("interface").asText(),
        endpoint.path("region_id").asText(),
        endpoint.path("url").asText());
  }

  @Override
  public void makeSo(Site site) {
    KeystoneApi keystone = asAdmin(site);
    String project =
        keystone.ensure(
            "projects", "project", Map.of("name", PROJECT, "domain_id", KeystoneApi.DOMAIN_ID));
    String user = user(keystone, site);
    for (String role : claim.roles()) {
      keystone.grant("projects", project, user, keystone.ensure("roles", "role", named(role)));
    }
    if (login(site).status() != 201) {
      // disabled, if the service went before and came back
      Map<String, ?> access = Map.of("password", site.reveal(password), "enabled", true);
      keystone.change("users", "user", user, access);
    }
    for (String role : claim.further().roles()) {
      String unused = keystone.ensure("roles", "role", named(role));
    }
    domain.ifPresent(d -> d.makeSo(keystone, service, site));
    String region = site.plane().region();
    claim.endpoints().forEach((type, url) -> list(keystone, type, url, region));
  }

  private KeystoneApi asAdmin(Probe probe) {
    Answer login =
        KeystoneApi.login(probe, service, Keystone.ADMIN, probe.reveal(admin), Keystone.ADMIN);
    return KeystoneApi.as(probe, service, login);
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

  private void list(KeystoneApi keystone, String type, String url, String region) {
    String entry =
        keystone.ensure("services", "service", Map.of("name", claim.name(), "type", type));
    for (String side : INTERFACES) {
      Map<String, String> place =
          Map.of("service_id", entry, "interface", side, "region_id", region);
      keystone
          .find("endpoints", place)
          .ifPresentOrElse(there -> correct(keystone, there, url), () -> add(keystone, place, url));
    }
  }

  /** In place: a second endpoint would be found by some clients and not by others. */
  private static void correct(KeystoneApi keystone, JsonNode there, String url) {
    if (!there.path("url").asText().equals(url)) {
      keystone.change("endpoints", "endpoint", there.path("id").asText(), Map.of("url", url));
    }
  }

  private static void add(KeystoneApi keystone, Map<String, String> place, String url) {
    Map<String, String> endpoint = new TreeMap<>(place);
    endpoint.put("url", url);
    JsonNode unused = keystone.create("endpoints", "endpoint", endpoint);
  }
}
