package io.osplane.testkit.programs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.ExecResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command line tools of one broker: the commands that Osplane runs; any other fails. */
record RabbitTools(RabbitNode node) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int USAGE = 64;
  private static final int BAD_INPUT = 65;
  private static final int UNAVAILABLE = 69;

  /**
   * How a shell is told to evaluate its input on the pod's own node, and to print what it prints.
   */
  private static final String CALL =
      "erl_call -h osplane$$ -name \"$RABBITMQ_NODENAME\" -fetch_stdout -no_result_term -e";

  private static final Pattern NAME = Pattern.compile("Name = <<\"([^\"]*)\">>");
  private static final Pattern HOST = Pattern.compile("Host = <<\"([^\"]*)\">>");
  private static final List<String> RIGHTS = List.of("configure", "write", "read");

  ExecResult run(CommandLine command) {
    List<String> words =
        command.words().stream().filter(w -> !w.equals("-q") && !w.equals("--quiet")).toList();
    String verb = String.join(" ", words.subList(0, Math.min(2, words.size())));
    String last = words.get(words.size() - 1);
    return switch (verb) {
      case "sh -c" -> last.contains(CALL) ? call(command) : command.notFound();
      case "rabbitmqctl import_definitions" -> importAll(command);
      case "rabbitmqctl enable_feature_flag", "rabbitmq-queues grow", "rabbitmq-queues shrink" ->
          whenRunning(() -> {});
      case "rabbitmqctl forget_cluster_node" -> whenRunning(() -> node.forget(last));
      case "rabbitmqctl delete_user" -> deleteUser(last);
      case "rabbitmqctl stop_app" -> done(node::stopApp);
      case "rabbitmqctl start_app" -> done(node::startApp);
      case "rabbitmqctl reset" -> reset();
      case "rabbitmq-diagnostics ping" -> ExecResult.success("Ping succeeded\n");
      default ->
          verb.startsWith("rabbitmq")
              ? ExecResult.failure(USAGE, "Command '" + verb + "' not found.\n")
              : command.notFound();
    };
  }

  private ExecResult deleteUser(String name) {
    if (node.isRunning() && !node.schema().path("users").has(name)) {
      return ExecResult.failure(BAD_INPUT, "Error: User \"" + name + "\" does not exist\n");
    }
    return whenRunning(
        () ->
            node.change(
                schema -> {
                  schema.withObject("/users").remove(name);
                  schema
                      .withObject("/permissions")
                      .properties()
                      .removeIf(p -> p.getKey().startsWith(name + " "));
                }));
  }

  private static ExecResult done(Runnable action) {
    action.run();
    return ExecResult.success("");
  }

  private ExecResult whenRunning(Runnable action) {
    return node.isRunning()
        ? done(action)
        : ExecResult.failure(
            UNAVAILABLE, "Error: this command requires the 'rabbit' app to be running\n");
  }

  private ExecResult reset() {
    return node.state() == RabbitNode.State.STOPPED
        ? done(node::reset)
        : ExecResult.failure(UNAVAILABLE, "Error: this command requires the app to be stopped\n");
  }

  /** An expression that fails, or is none, prints nothing. */
  private ExecResult call(CommandLine command) {
    if (!command.hasEnded()) {
      return ExecResult.moreInput();
    }
    String expression = command.input();
    return expression.startsWith("io:put_chars(rabbit_json:encode(#{value => ")
        ? evaluate(expression)
        : ExecResult.success("");
  }

  private ExecResult evaluate(String expression) {
    if (expression.contains("rabbit_boot_state:get()")) {
      return value(report());
    }
    Matcher name = NAME.matcher(expression);
    boolean isAccount =
        expression.contains("rabbit_auth_backend_internal:lookup_user(") && name.find();
    return isAccount && node.isRunning()
        ? value(account(name.group(1), host(expression).orElse(name.group(1))))
        : ExecResult.success("");
  }

  private ExecResult value(JsonNode value) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("value", value);
    return ExecResult.success(answer.toString());
  }

  private JsonNode report() {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("state", node.state().name().toLowerCase(Locale.ROOT));
    report.put("version", "4.0.5").put("id", node.cluster());
    node.members().forEach(report.putArray("members")::add);
    ArrayNode running = report.putArray("running");
    if (node.isRunning()) {
      node.running().forEach(running::add);
    }
    List.of("partitions", "alarms", "disabled").forEach(report::putArray);
    return report;
  }

  private static Optional<String> host(String expression) {
    Matcher host = HOST.matcher(expression);
    return host.find() ? Optional.of(host.group(1)) : Optional.empty();
  }

  private JsonNode account(String name, String host) {
    JsonNode schema = node.schema();
    JsonNode user = schema.path("users").path(name);
    JsonNode vhost = schema.path("vhosts").path(host);
    ObjectNode account = JsonNodeFactory.instance.objectNode();
    String type = vhost.path("default_queue_type").asText("undefined");
    account.put("queue_type", vhost.isMissingNode() ? "none" : "rabbit_" + type + "_queue");
    account.put("hash", user.path("password_hash").asText(""));
    account.put("algorithm", user.path("hashing_algorithm").asText("none"));
    ArrayNode tags = account.putArray("tags");
    user.path("tags").forEach(tags::add);
    ArrayNode rights = account.putArray("rights");
    JsonNode permission = schema.path("permissions").path(name + " " + host);
    if (!permission.isMissingNode()) {
      ArrayNode all = rights.addArray();
      RIGHTS.forEach(right -> all.add(permission.path(right)));
    }
    return account;
  }

  private ExecResult importAll(CommandLine command) {
    if (!command.from(1).contains("/dev/stdin")) {
      return ExecResult.failure(USAGE, "Error: no file\n");
    }
    if (!command.hasEnded()) {
      return ExecResult.moreInput();
    }
    try {
      JsonNode definitions = JSON.readTree(command.input());
      return whenRunning(() -> node.change(schema -> merge(definitions, schema)));
    } catch (JsonProcessingException e) {
      return ExecResult.failure(BAD_INPUT, "Error: failed to parse the definitions\n");
    }
  }

  private static void merge(JsonNode definitions, ObjectNode schema) {
    for (String kind : List.of("vhosts", "users")) {
      definitions
          .path(kind)
          .forEach(d -> schema.withObject("/" + kind).set(d.path("name").asText(), d));
    }
    definitions
        .path("permissions")
        .forEach(
            p ->
                schema
                    .withObject("/permissions")
                    .set(p.path("user").asText() + " " + p.path("vhost").asText(), p));
  }
}
