package io.osplane.spi;

import io.osplane.ComponentName;
import io.osplane.SecretRef;
import java.util.Optional;

/**
 * A claim of a service user and of entries in the catalogue.
 *
 * @param name the name of the service and of its user, for example {@code glance}
 * @param type the catalogue's service type, for example {@code image}; empty for no entry
 * @param url the endpoint's URL, for every interface; empty for no entry
 * @param from the provider; empty for the only one
 */
public record IdentityClaim(String name, String type, String url, Optional<ComponentName> from)
    implements Claim<IdentityClaim.Binding> {

  /**
   * How to log in.
   *
   * @param authUrl the Keystone URL inside the cluster, without {@code /v3}
   * @param region the region's name
   * @param project the service project
   * @param user the service user
   * @param domain the domain of both
   * @param password where the user's password is
   */
  public record Binding(
      String authUrl,
      String region,
      String project,
      String user,
      String domain,
      SecretRef password) {}

  /** A user without an entry in the catalogue. */
  public static IdentityClaim of(String name) {
    return new IdentityClaim(name, "", "", Optional.empty());
  }

  /** A user and an entry in the catalogue. */
  public static IdentityClaim of(String name, String type, String url) {
    return new IdentityClaim(name, type, url, Optional.empty());
  }

  @Override
  public Capability<Binding> capability() {
    return Capability.IDENTITY;
  }
}
