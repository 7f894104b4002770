package io.osplane.testkit.programs;

import static io.osplane.testkit.programs.HostRecords.HOST;
import static io.osplane.testkit.programs.HostRecords.STATUS;
import static io.osplane.testkit.programs.HostRecords.TASK;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.HttpReply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What may be asked of one server. */
record ServerActions(Records records, HostAgents agents, KeystoneUser nova, String now) {
  /** The field with the image that a server was made of. */
  static final String IMAGE = "image_ref";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration MIGRATION = Duration.ofSeconds(8);
  private static final Duration CLEARED = MIGRATION.plusSeconds(2);
  private static final Duration SWITCH = Duration.ofSeconds(1);

  /** The answer; empty if the simulation does not know the action. */
  Optional<HttpReply> answer(ObjectNode server, Asked asked) {
    String action = asked.body().fieldNames().hasNext() ? asked.body().fieldNames().next() : "";
    return switch (action) {
      case "os-migrateLive" -> {
        String to = asked.body().path(action).path(HOST).asText("").replace("null", "");
        yield Optional.of(
            conflict(server, action, List.of("ACTIVE")).orElseGet(() -> migrated(server, to)));
      }
      case "shelve" ->
          Optional.of(
              conflict(server, action, List.of("ACTIVE", "PAUSED", "SHUTOFF"))
                  .orElseGet(() -> shelved(server)));
      case "unshelve" ->
          Optional.of(
              conflict(server, action, List.of("SHELVED_OFFLOADED"))
                  .orElseGet(() -> unshelved(server)));
      case "os-stop" -> switched(server, action, "ACTIVE", "SHUTOFF");
      case "os-start" -> switched(server, action, "SHUTOFF", "ACTIVE");
      case "resize" ->
          Optional.of(
              conflict(server, action, List.of("ACTIVE", "SHUTOFF"))
                  .orElseGet(() -> resize().begin(server, now)));
      case "confirmResize", "revertResize" ->
          Optional.of(
              conflict(server, action, List.of("VERIFY_RESIZE"))
                  .orElseGet(() -> resize().end(server, action)));
      case "os-getConsoleOutput" -> Optional.of(console(server));
      default -> Optional.empty();
    };
  }

  private static Optional<HttpReply> conflict(
      ObjectNode server, String action, List<String> states) {
    if (!server.hasNonNull(TASK) && states.contains(server.path(STATUS).asText())) {
      return Optional.empty();
    }
    String state = server.path(STATUS).asText() + " " + server.path(TASK).asText("");
    String why = "Cannot '%s' instance %s while it is %s";
    return Optional.of(
        KeystoneRequest.error(409, "Conflict", why.formatted(action, id(server), state.strip())));
  }

  private static String id(ObjectNode server) {
    return server.path("id").asText();
  }

  /** Lets the agent of a host do something for a while. */
  private HttpReply worked(
      ObjectNode server, String host, String task, Duration time, String status, String then) {
    Optional<HostAgent> agent = agents.of(host);
    if (agent.isEmpty()) {
      return KeystoneRequest.error(
          400, "Bad Request", "Compute service of " + host + " is unavailable at this time.");
    }
    String id = id(server);
    HostRecords.begin(server, task);
    agent.get().work(time, end -> HostRecords.settle(end, id, status, then));
    return HttpReply.of(202, "");
  }

  private HttpReply migrated(ObjectNode server, String wanted) {
    String from = server.path(HOST).asText();
    Optional<HostAgent> agent = agents.of(from);
    if (agent.isEmpty()) {
      return KeystoneRequest.error(
          400, "Bad Request", "Compute service of " + from + " is unavailable at this time.");
    }
    String id = id(server);
    (wanted.isEmpty()
            ? agents.choose(from)
            : Optional.of(wanted).filter(h -> agents.of(h).isPresent()))
        .ifPresentOrElse(
            to -> {
              boolean fails = agents.of(to).filter(HostAgent::letsGuestsIn).isEmpty();
              HostRecords.begin(records, server, to, now);
              agent.get().work(MIGRATION, then -> come(then, id, fails ? "" : to));
              agent.get().work(CLEARED, then -> HostRecords.clear(then, id, from));
            },
            () -> HostRecords.refuse(records, server, now));
    return HttpReply.of(202, "");
  }

  private static void come(Records then, String id, String to) {
    if (to.isEmpty()) {
      HostRecords.fail(then, id);
    } else {
      HostRecords.move(then, id, to);
    }
  }

  private ServerResize resize() {
    return new ServerResize(records, agents);
  }

  private HttpReply shelved(ObjectNode server) {
    String from = server.path(HOST).asText();
    return worked(server, from, "shelving_image_uploading", MIGRATION, "SHELVED_OFFLOADED", "");
  }

  /** Where no host takes it, it stays as it is. */
  private HttpReply unshelved(ObjectNode server) {
    return agents
        .choose("")
        .map(to -> worked(server, to, "spawning", NovaServers.BUILD, "ACTIVE", to))
        .orElseGet(() -> HttpReply.of(202, ""));
  }

  private Optional<HttpReply> switched(
      ObjectNode server, String action, String from, String status) {
    String host = server.path(HOST).asText();
    return Optional.of(
        conflict(server, action, List.of(from))
            .orElseGet(() -> worked(server, host, "powering", SWITCH, status, host)));
  }

  /** A guest says the text that is in its image. */
  private HttpReply console(ObjectNode server) {
    String text =
        nova.ask("image", "GET", "/v2/images/" + server.path(IMAGE).asText(), "")
            .map(reply -> json(reply).path(GlanceData.TEXT).asText())
            .orElse("");
    boolean runs = server.path(STATUS).asText().equals("ACTIVE");
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("output", runs ? text : "");
    return HttpReply.json(200, body.toString());
  }

  private static JsonNode json(HttpReply reply) {
    try {
      return JSON.readTree(reply.text());
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
