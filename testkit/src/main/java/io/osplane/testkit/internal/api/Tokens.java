package io.osplane.testkit.internal.api;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Bearer tokens and whose they are. To be used under the cluster's lock. */
public final class Tokens {
  public static final String ADMIN = "admin";
  static final String ACCOUNT_PREFIX = "system:serviceaccount:";
  static final String ANONYMOUS = "system:anonymous";

  private final Map<String, Grant> grants = new HashMap<>();
  private final Supplier<Instant> time;
  private int count;

  /** A user and the groups that come with the token. */
  record User(String name, List<String> groups) {}

  private record Grant(User user, Instant expiry) {}

  public Tokens(Supplier<Instant> time) {
    this.time = time;
  }

  public String admin() {
    return issue(new User(ADMIN, List.of("system:masters")), Duration.ofDays(36500));
  }

  public String account(String namespace, String name, Duration life) {
    String user = ACCOUNT_PREFIX + namespace + ":" + name;
    List<String> groups = List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace);
    return issue(new User(user, groups), life);
  }

  private String issue(User user, Duration life) {
    String token = "osplane-token-" + ++count;
    grants.put(token, new Grant(user, time.get().plus(life)));
    return token;
  }

  void expire(String token) {
    grants.remove(token);
  }

  User authenticate(String authorization) {
    if (authorization.isEmpty()) {
      return new User(ANONYMOUS, List.of("system:unauthenticated"));
    }
    Grant grant = grants.get(authorization.replaceFirst("^Bearer ", ""));
    if (grant == null || grant.expiry().isBefore(time.get())) {
      throw new ApiError(401, "Unauthorized", "Unauthorized");
    }
    return grant.user();
  }
}
