package io.osplane.spi;

import io.osplane.ComponentName;
import io.osplane.SecretRef;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A claim of a service user and of entries in the catalogue.
 *
 * @param name the name of the service, and of its user in the first epoch, for example {@code
 *     glance}
 * @param type the catalogue's service type, for example {@code image}; empty for no entry
 * @param url the endpoint's URL inside the Kubernetes cluster; empty for no entry
 * @param roles the user's roles in the service project; empty for no user: who claims wants only to
 *     know where Keystone is
 * @param further what else is wanted
 * @param exposures which of the Services behind its URLs are reached from outside
 * @param epoch of the user
 * @param from the provider; empty for the only one
 */
public record IdentityClaim(
    String name,
    String type,
    String url,
    List<String> roles,
    Further further,
    List<ExposureClaim> exposures,
    int epoch,
    Optional<ComponentName> from)
    implements Claim<IdentityClaim.Binding> {
  /** The Service and the path of a URL inside. */
  private static final Pattern SERVICE = Pattern.compile("http://([^.:/]+)[^/]*(.*)");

  private static final List<String> SERVICE_ROLES = List.of("admin", "service");

  public IdentityClaim {
    roles = List.copyOf(roles);
    exposures = List.copyOf(exposures);
  }

  /**
   * What few services want of Keystone.
   *
   * @param endpoints URLs of further entries in the catalogue by service type
   * @param roles names of roles that are to be there, for users that the service or its callers
   *     make
   * @param domain the name of a domain that the service makes users in, by an administrator of its
   *     own there; empty for none
   */
  public record Further(SortedMap<String, String> endpoints, List<String> roles, String domain) {
    /** Nothing. */
    public static final Further NOTHING = new Further(new TreeMap<>(), List.of(), "");

    public Further {
      endpoints = Collections.unmodifiableSortedMap(new TreeMap<>(endpoints));
      roles = List.copyOf(roles);
    }
  }

  /**
   * The administrator of a domain.
   *
   * @param domain the domain's name
   * @param user the user's name, in that domain
   * @param password where the user's password is
   */
  public record DomainAdmin(String domain, String user, SecretRef password) {}

  /**
   * How to log in.
   *
   * @param authUrl the Keystone URL inside the cluster, without {@code /v3}
   * @param region the region's name
   * @param project the service project
   * @param user the service user
   * @param domain the domain of both
   * @param password where the user's password is
   * @param domainAdmin the administrator of the domain that was claimed
   */
  public record Binding(
      String authUrl,
      String region,
      String project,
      String user,
      String domain,
      SecretRef password,
      Optional<DomainAdmin> domainAdmin) {

    /** Without a domain of its own. */
    public Binding(
        String authUrl,
        String region,
        String project,
        String user,
        String domain,
        SecretRef password) {
      this(authUrl, region, project, user, domain, password, Optional.empty());
    }
  }

  /** A user without an entry in the catalogue. */
  public static IdentityClaim of(String name) {
    return of(name, "", "");
  }

  /** A user and an entry in the catalogue. */
  public static IdentityClaim of(String name, String type, String url) {
    return new IdentityClaim(
        name, type, url, SERVICE_ROLES, Further.NOTHING, List.of(), 1, Optional.empty());
  }

  /** Neither: only where Keystone is. */
  public static IdentityClaim address(String name) {
    return new IdentityClaim(
        name, "", "", List.of(), Further.NOTHING, List.of(), 1, Optional.empty());
  }

  /** A copy that wants more. */
  public IdentityClaim with(Further more) {
    return new IdentityClaim(name, type, url, roles, more, exposures, epoch, from);
  }

  /** A copy whose Services are reached from outside. */
  public IdentityClaim exposedBy(List<ExposureClaim> claims) {
    return new IdentityClaim(name, type, url, roles, further, claims, epoch, from);
  }

  /** A copy that asks for the user of this epoch. */
  public IdentityClaim withEpoch(int number) {
    return new IdentityClaim(name, type, url, roles, further, exposures, number, from);
  }

  /**
   * {@inheritDoc} The user of a service with a domain of its own is the same in every epoch, with
   * another password: the trusts of stacks name it, and would be lost with it.
   */
  @Override
  public String account() {
    return further.domain().isEmpty() ? Claim.super.account() : name;
  }

  /**
   * The URL for those outside of one that is inside; the same if its Service is not reached from
   * there.
   */
  public String outside(String inside, Plane plane) {
    Matcher parts = SERVICE.matcher(inside);
    return exposures.stream()
        .filter(claim -> parts.matches() && parts.group(1).equals(claim.name()))
        .map(claim -> claim.in(plane).url() + parts.group(2))
        .findFirst()
        .orElse(inside);
  }

  /** Every URL that the catalogue is to have, by service type. */
  public SortedMap<String, String> endpoints() {
    SortedMap<String, String> all = new TreeMap<>(further.endpoints());
    if (!type.isEmpty()) {
      all.put(type, url);
    }
    return Collections.unmodifiableSortedMap(all);
  }

  @Override
  public Capability<Binding> capability() {
    return Capability.IDENTITY;
  }
}
