package io.osplane.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.SecretRef;
import io.osplane.spi.Act;
import io.osplane.spi.Member.Answer;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a user log in no more; its tokens end with that. The user stays, because other services may
 * hold what it owns.
 *
 * @param service Keystone's Service
 * @param user the user's name, in the default domain
 * @param admin the administrator's password
 */
record Barring(String service, String user, SecretRef admin) implements Act.Action {
  @Override
  public boolean isSo(Probe probe) {
    return isBarred(found(keystone(probe)));
  }

  /** Whether nobody can log in by it: it is disabled, or not there. */
  static boolean isBarred(Optional<JsonNode> one) {
    return one.map(node -> !node.path("enabled").asBoolean(true)).orElse(true);
  }

  @Override
  public void makeSo(Site site) {
    KeystoneApi keystone = keystone(site);
    found(keystone).ifPresent(one -> bar(keystone, "users", "user", one));
  }

  /** Disables a user or a domain. */
  static void bar(KeystoneApi keystone, String collection, String singular, JsonNode one) {
    keystone.change(collection, singular, one.path("id").asText(), Map.of("enabled", false));
  }

  private Optional<JsonNode> found(KeystoneApi keystone) {
    return keystone.find("users", Map.of("name", user, "domain_id", KeystoneApi.DOMAIN_ID));
  }

  private KeystoneApi keystone(Probe probe) {
    Answer login =
        KeystoneApi.login(probe, service, Keystone.ADMIN, probe.reveal(admin), Keystone.ADMIN);
    return KeystoneApi.as(probe, service, login);
  }
}
