package io.osplane.testkit.programs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code keystone-manage bootstrap} makes; run again, it makes what is missing. */
record KeystoneBootstrap(Identity identity) {
  private static final String ADMIN = "admin";
  private static final List<String> ROLES =
      List.of(ADMIN, "manager", "member", "reader", "service");
  private static final List<String> INTERFACES = List.of("public", "internal", "admin");

  /** Runs it with its arguments; a password that is another one replaces the stored one. */
  void run(List<String> arguments) {
    String project = ensure("projects", Map.of("name", ADMIN, "domain_id", Identity.DOMAIN));
    String user = ensure("users", Map.of("name", ADMIN, "domain_id", Identity.DOMAIN));
    String password = option(arguments, "password");
    if (!identity.isPassword(user, password)) {
      identity.setPassword(user, password);
    }
    ROLES.forEach(role -> ensure("roles", Map.of("name", role)));
    identity.grant(project, user, ensure("roles", Map.of("name", ADMIN)));
    catalogue(arguments);
  }

  private void catalogue(List<String> arguments) {
    String service = ensure("services", Map.of("name", "keystone", "type", "identity"));
    String region = option(arguments, "region-id");
    for (String side : INTERFACES) {
      String url = option(arguments, side + "-url");
      Map<String, String> place =
          Map.of("service_id", service, "interface", side, "region_id", region);
      identity.change("endpoints", ensure("endpoints", place), Map.of("url", url));
    }
  }

  private String ensure(String collection, Map<String, String> match) {
    return identity.find(collection, match).stream()
        .findFirst()
        .orElseGet(() -> identity.make(collection, new LinkedHashMap<>(match)))
        .path("id")
        .asText();
  }

  private static String option(List<String> arguments, String name) {
    int index = arguments.indexOf("--bootstrap-" + name);
    if (index < 0) {
      throw new IllegalArgumentException("keystone-manage bootstrap needs --bootstrap-" + name);
    }
    return arguments.get(index + 1);
  }
}
