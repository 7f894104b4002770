package io.osplane.testkit.programs;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.testkit.Container;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program's way to the simulated message bus: the members of {@code [DEFAULT] transport_url} in
 * their order, an account and its password, a virtual host.
 */
record BusLink(Container container, ServiceConfig config) {
  private static final Pattern MEMBER = Pattern.compile("([^:@,/]+):([^:@,/]*)@([^:@,/]+):\\d+");
  private static final int SALT = 4;

  /** Why no member lets it in; empty if one does. */
  Optional<String> refusal() {
    String url = config.option("DEFAULT", "transport_url", "");
    String host = url.substring(url.lastIndexOf('/') + 1);
    Matcher member = MEMBER.matcher(url);
    String why = "no member in [DEFAULT] transport_url";
    while (member.find()) {
      String user = decoded(member.group(1));
      Optional<String> refused = refusal(member.group(3), user, decoded(member.group(2)), host);
      if (refused.isEmpty()) {
        return refused;
      }
      why = "AMQP server on " + member.group(3) + " is unreachable: " + refused.get();
    }
    return Optional.of(why);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private Optional<String> refusal(String member, String user, String password, String host) {
    return container
        .network()
        .program(member, RabbitMember.class)
        .map(RabbitMember::node)
        .filter(RabbitNode::isRunning)
        .map(node -> refusal(node.schema(), user, password, host))
        .orElse(Optional.of("[Errno 111] ECONNREFUSED"));
  }

  private static Optional<String> refusal(
      JsonNode schema, String user, String password, String host) {
    if (!isPassword(schema.path("users").path(user).path("password_hash").asText(), password)) {
      return Optional.of("(403) ACCESS_REFUSED - Login was refused");
    }
    if (!schema.path("vhosts").has(host)) {
      return Optional.of("(530) NOT_ALLOWED - vhost " + host + " not found");
    }
    return schema.path("permissions").has(user + " " + host)
        ? Optional.empty()
        : Optional.of(
            "(530) NOT_ALLOWED - access to vhost '" + host + "' refused for user '" + user + "'");
  }

  /** As {@code rabbit_password_hashing_sha256} has it: salt, then the hash of salt and password. */
  private static boolean isPassword(String hash, String password) {
    byte[] stored = Base64.getDecoder().decode(hash);
    if (stored.length <= SALT) {
      return false;
    }
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(stored, 0, SALT);
      byte[] digest = sha256.digest(password.getBytes(StandardCharsets.UTF_8));
      return Arrays.equals(digest, Arrays.copyOfRange(stored, SALT, stored.length));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
