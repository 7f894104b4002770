package io.osplane.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.SecretRef;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Member.Answer;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import java.util.Map;

/**
 * A domain that a service makes users in, and its administrator there.
 *
 * @param admin the names of both, and where the password is
 */
record OwnDomain(IdentityClaim.DomainAdmin admin) {
  private static final String ROLE = "admin";

  /** The domain that a service claims. */
  static OwnDomain of(String domain, SecretRef password) {
    return new OwnDomain(new IdentityClaim.DomainAdmin(domain, domain + "_domain_admin", password));
  }

  /** A token for the domain is given only to who has a role there. */
  boolean isSo(String service, Probe probe) {
    String password = probe.reveal(admin.password());
    Answer answer =
        KeystoneApi.loginToDomain(probe, service, admin.user(), password, admin.domain());
    return answer.status() == 201;
  }

  void makeSo(KeystoneApi keystone, String service, Site site) {
    String domain = keystone.ensure("domains", "domain", Map.of("name", admin.domain()));
    Map<String, String> match = Map.of("name", admin.user(), "domain_id", domain);
    String user =
        keystone
            .find("users", match)
            .map(node -> node.path("id").asText())
            .orElseGet(() -> create(keystone, domain, site));
    keystone.grant("domains", domain, user, keystone.ensure("roles", "role", Map.of("name", ROLE)));
    if (!isSo(service, site)) {
      // disabled, if the service went before and came back
      keystone.change("domains", "domain", domain, Map.of("enabled", true));
      keystone.change(
          "users",
          "user",
          user,
          Map.of("password", site.reveal(admin.password()), "enabled", true));
    }
  }

  private String create(KeystoneApi keystone, String domain, Site site) {
    JsonNode made =
        keystone.create(
            "users",
            "user",
            Map.of(
                "name", admin.user(),
                "domain_id", domain,
                "password", site.reveal(admin.password())));
    return made.path("id").asText();
  }
}
