package io.osplane.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Plane;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the catalogue says of one service in one region.
 *
 * @param url the URL of the interfaces inside
 * @param publicUrl the URL of the public interface
 */
record CatalogueEntry(String name, String type, String region, String url, String publicUrl) {
  private static final String PUBLIC = "public";

  /** What Keystone replaces in a URL. */
  private static final String PROJECT_ID = "%(project_id)s";

  static final List<String> INTERFACES = List.of(PUBLIC, "internal", "admin");

  /** The entry of a claim's own type. */
  static CatalogueEntry of(IdentityClaim claim, Plane plane) {
    return of(claim, claim.type(), claim.url(), plane);
  }

  /** One of a claim's entries. */
  static CatalogueEntry of(IdentityClaim claim, String type, String url, Plane plane) {
    return new CatalogueEntry(claim.name(), type, plane.region(), url, claim.outside(url, plane));
  }

  /** Whether a token's catalogue says it. */
  boolean isListed(JsonNode token) {
    Set<String> listed = new HashSet<>();
    for (JsonNode entry : token.path("catalog")) {
      if (entry.path("type").asText().equals(type)) {
        entry.path("endpoints").forEach(e -> listed.add(endpoint(e)));
      }
    }
    String project = token.path("project").path("id").asText();
    return INTERFACES.stream()
        .map(side -> side + " " + region + " " + url(side).replace(PROJECT_ID, project))
        .allMatch(listed::contains);
  }

  private static String endpoint(JsonNode endpoint) {
    return String.join(
        " ",
        endpoint.path("interface").asText(),
        endpoint.path("region_id").asText(),
        endpoint.path("url").asText());
  }

  private String url(String side) {
    return side.equals(PUBLIC) ? publicUrl : url;
  }

  /** Has the catalogue say it. */
  void list(KeystoneApi keystone) {
    String entry = keystone.ensure("services", "service", Map.of("name", name, "type", type));
    List<JsonNode> there =
        keystone.findAll("endpoints", Map.of("service_id", entry, "region_id", region));
    for (String side : INTERFACES) {
      there.stream()
          .filter(endpoint -> endpoint.path("interface").asText().equals(side))
          .findFirst()
          .ifPresentOrElse(
              endpoint -> correct(keystone, endpoint, url(side)), () -> add(keystone, entry, side));
    }
  }

  /** In place: a second endpoint would be found by some clients and not by others. */
  private static void correct(KeystoneApi keystone, JsonNode there, String url) {
    if (!there.path("url").asText().equals(url)) {
      keystone.change("endpoints", "endpoint", there.path("id").asText(), Map.of("url", url));
    }
  }

  private void add(KeystoneApi keystone, String entry, String side) {
    JsonNode unused =
        keystone.create(
            "endpoints",
            "endpoint",
            Map.of("service_id", entry, "interface", side, "region_id", region, "url", url(side)));
  }
}
