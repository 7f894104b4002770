package io.osplane.testkit.programs;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.testkit.Container;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program's way to the simulated message bus: the members of {@code [DEFAULT] transport_url} in
 * their order, an account and its password, a virtual host.
 */
record BusLink(Container container, ServiceConfig config) {
  private static final Pattern MEMBER = Pattern.compile("([^:@,/]+):([^:@,/]*)@([^:@,/]+):\\d+");
  private static final int SALT = 4;

  /** Why no member lets it in; empty if one does. */
  Optional<String> refusal() {
    String why = "no member in [DEFAULT] transport_url";
    for (Member member : members()) {
      Optional<String> refused = refusal(member);
      if (refused.isEmpty()) {
        return refused;
      }
      why = "AMQP server on " + member.address() + " is unreachable: " + refused.get();
    }
    return Optional.of(why);
  }

  /** Takes messages from a queue, by the first member that lets it in. */
  void consume(String queue) {
    members().stream()
        .filter(member -> refusal(member).isEmpty())
        .flatMap(this::running)
        .findFirst()
        .ifPresent(
            m ->
                m.consumers()
                    .add(
                        virtualHost(), queue, container.podIp(), container.pod(), container.now()));
  }

  /** When somebody took messages from a queue the last time, as far as brokers remember it. */
  Optional<Instant> seen(String queue) {
    return members().stream()
        .filter(member -> refusal(member).isEmpty())
        .flatMap(this::running)
        .flatMap(m -> m.consumers().seen(virtualHost(), queue).stream())
        .max(Comparator.naturalOrder());
  }

  /** The programs that a message to a queue reaches; none without a way to the bus. */
  <P extends BusPeer> List<P> peers(String queue, Class<P> type) {
    return members().stream()
        .filter(member -> refusal(member).isEmpty())
        .flatMap(this::running)
        .flatMap(m -> m.consumers().of(virtualHost(), queue, type, container.network()))
        .distinct()
        .toList();
  }

  /** One of the list, and who logs in there. */
  private record Member(String address, String user, String password) {}

  private String url() {
    return config.option("DEFAULT", "transport_url", "");
  }

  private String virtualHost() {
    return url().substring(url().lastIndexOf('/') + 1);
  }

  private List<Member> members() {
    return MEMBER
        .matcher(url())
        .results()
        .map(m -> new Member(m.group(3), decoded(m.group(1)), decoded(m.group(2))))
        .toList();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private Stream<RabbitMember> running(Member member) {
    return container.network().program(member.address(), RabbitMember.class).stream()
        .filter(m -> m.node().isRunning());
  }

  private Optional<String> refusal(Member member) {
    return running(member)
        .findFirst()
        .map(m -> refusal(m.node().schema(), member.user(), member.password(), virtualHost()))
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
