package io.osplane.spi;

import io.osplane.ComponentName;
import io.osplane.SecretRef;
import java.net.URI;
import java.util.Optional;

/**
 * A claim of a service user and of entries in the catalogue.
 *
 * @param name the name of the service and of its user, for example {@code glance}
 * @param type the catalogue's service type, for example {@code image}; empty for no entry
 * @param url the endpoint's URL inside the Kubernetes cluster; empty for no entry
 * @param exposure how the endpoint is reached from outside; empty if it is not
 * @param from the provider; empty for the only one
 */
public record IdentityClaim(
    String name,
    String type,
    String url,
    Optional<ExposureClaim> exposure,
    Optional<ComponentName> from)
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
    return new IdentityClaim(name, "", "", Optional.empty(), Optional.empty());
  }

  /** A user and an entry in the catalogue. */
  public static IdentityClaim of(String name, String type, String url) {
    return new IdentityClaim(name, type, url, Optional.empty(), Optional.empty());
  }

  /** A copy whose endpoint is reached from outside. */
  public IdentityClaim exposedBy(ExposureClaim claim) {
    return new IdentityClaim(name, type, url, Optional.of(claim), from);
  }

  /** The endpoint's URL for those outside; the one inside if it has no other. */
  public String publicUrl(Plane plane) {
    return exposure.map(claim -> claim.in(plane).url() + URI.create(url).getRawPath()).orElse(url);
  }

  @Override
  public Capability<Binding> capability() {
    return Capability.IDENTITY;
  }
}
