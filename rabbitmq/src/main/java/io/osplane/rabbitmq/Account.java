package io.osplane.rabbitmq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.SecretRef;
import io.osplane.error.NotReadyException;
import io.osplane.error.OsplaneException;
import io.osplane.spi.Act;
import io.osplane.spi.Member;
import io.osplane.spi.Probe;
import io.osplane.spi.Resource;
import io.osplane.spi.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes a virtual host whose queues are replicated, and an account that may use only that. */
final class Account implements Act.Action {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> RIGHTS = List.of("configure", "write", "read");
  private static final String ALL = ".*";

  private final Names names;
  private final String name;
  private final String host;
  private final SecretRef password;

  /**
   * Makes one.
   *
   * @param name of the account; letters, digits, '-' and '_' only
   * @param host the name of the virtual host, of the same characters
   */
  Account(Names names, String name, String host, SecretRef password) {
    this.names = names;
    this.name = name;
    this.host = host;
    this.password = password;
  }

  @Override
  public boolean isSo(Probe probe) {
    return isSo(firstAnswer(names, probe, this::stored), probe.reveal(password));
  }

  @Override
  public void makeSo(Site site) {
    String secret = site.reveal(password);
    String definitions = definitions(PasswordHash.of(secret));
    if (!isSo(firstAnswer(names, site, member -> imported(member, definitions)), secret)) {
      throw new NotReadyException(
          "account '" + name + "' on " + names.component(),
          "the broker took it, and did not store it as it was given",
          "Apply again; if it stays, look for another program that writes accounts");
    }
  }

  private JsonNode imported(Member member, String definitions) {
    Broker.control(member, definitions, "import_definitions", "/dev/stdin");
    return stored(member);
  }

  /** The definitions that the broker imports: they replace what differs and leave the rest. */
  String definitions(PasswordHash hash) {
    ObjectNode root = JSON.createObjectNode();
    root.putArray("vhosts").addObject().put("name", host).put("default_queue_type", "quorum");
    root.putArray("users")
        .addObject()
        .put("name", name)
        .put("password_hash", hash.value())
        .put("hashing_algorithm", PasswordHash.ALGORITHM)
        .putArray("tags");
    ObjectNode rights = root.putArray("permissions").addObject();
    rights.put("user", name).put("vhost", host);
    RIGHTS.forEach(right -> rights.put(right, ALL));
    return root.toString();
  }

  static boolean isSo(JsonNode stored, String secret) {
    return stored.path("queue_type").asText().equals("rabbit_quorum_queue")
        && stored.path("algorithm").asText().equals(PasswordHash.ALGORITHM)
        && new PasswordHash(stored.path("hash").asText()).matches(secret)
        && stored.path("tags").isEmpty()
        && hasRights(stored.path("rights"));
  }

  private static boolean hasRights(JsonNode rights) {
    return rights.size() == 1
        && rights.get(0).size() == RIGHTS.size()
        && rights.get(0).valueStream().allMatch(right -> right.asText().equals(ALL));
  }

  private JsonNode stored(Member member) {
    return stored(member, name, host);
  }

  /** What a member knows of an account. */
  static JsonNode stored(Member member, String name, String host) {
    return Broker.eval(
        member,
        Resource.text(RabbitMq.class, "account.erl")
            .replace("@NAME@", name)
            .replace("@HOST@", host));
  }

  /** Any member that serves will do; one that does not answers nothing. */
  static JsonNode firstAnswer(Names names, Probe probe, Function<Member, JsonNode> question) {
    List<String> refusals = new ArrayList<>();
    for (String pod : names.pods()) {
      try {
        return question.apply(probe.member(pod));
      } catch (OsplaneException e) {
        refusals.add(pod + " (" + e.getMessage() + ")");
      }
    }
    throw new NotReadyException(
        "an answer of a member of " + names.component(),
        String.join("; ", refusals),
        "See the health of " + names.component() + ", then apply again");
  }
}
