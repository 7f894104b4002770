package io.osplane.rabbitmq;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.osplane.error.NotReadyException;
import io.osplane.error.OsplaneException;
import io.osplane.rabbitmq.Observation.Down;
import io.osplane.rabbitmq.Observation.Report;
import io.osplane.rabbitmq.Observation.State;
import io.osplane.rabbitmq.Observation.Unseen;
import io.osplane.spi.Member;
import io.osplane.spi.Probe;
import io.osplane.spi.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The commands that are run in a member's pod. {@code rabbitmqctl} and its like start an Erlang VM
 * of their own, half a second of processor time: questions go by {@code erl_call}, which does not.
 */
final class Broker {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String REPORT = Resource.text(RabbitMq.class, "report.erl");

  /** The exit code of {@code erl_call} when the node's VM does not run. */
  private static final int NODE_DOWN = 1;

  /**
   * The pod's environment says which node is its own. The caller is named after its process: the
   * random name of {@code -r} is the same for all within a second, and the node lets one of them
   * in.
   */
  private static final String[] CALL = {
    "sh",
    "-c",
    "exec timeout 25 erl_call -h osplane$$ -name \"$RABBITMQ_NODENAME\" -fetch_stdout -no_result_term -e"
  };

  private Broker() {}

  /** What every member says, by node name; asked side by side. */
  static Map<String, Observation> observe(Names names, Probe probe) {
    return probe
        .ask(names.pods(), (pod, member) -> Map.entry(names.node(pod), observe(member)))
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, TreeMap::new));
  }

  private static Observation observe(Member member) {
    try {
      Member.Result result = evaluate(member, REPORT);
      return switch (result.code()) {
        case 0 -> report(value(result));
        case NODE_DOWN -> new Down(reason(result));
        default -> new Unseen(reason(result));
      };
    } catch (OsplaneException e) {
      return new Unseen(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The value of an Erlang expression in a running member.
   *
   * @throws NotReadyException if it could not be evaluated
   */
  static JsonNode eval(Member member, String expression) {
    Member.Result result = evaluate(member, expression);
    if (result.code() != 0) {
      throw failed("an answer of the broker", result);
    }
    return value(result);
  }

  /**
   * Runs {@code rabbitmqctl} to its end.
   *
   * @param input its standard input, the only place for a secret
   * @throws NotReadyException if it failed
   */
  static void control(Member member, String input, String... arguments) {
    run(member, input, "rabbitmqctl", arguments);
  }

  /**
   * Runs {@code rabbitmq-queues} to its end.
   *
   * @throws NotReadyException if it failed
   */
  static void queues(Member member, String... arguments) {
    run(member, "", "rabbitmq-queues", arguments);
  }

  private static void run(Member member, String input, String tool, String... arguments) {
    Member.Result result = member.exec(PATIENCE, input, bounded(tool, arguments));
    if (result.code() != 0) {
      throw failed(tool + " " + arguments[0], result);
    }
  }

  /** Prints the value as JSON; an expression that fails prints nothing. */
  private static Member.Result evaluate(Member member, String expression) {
    String value = expression.strip().replaceFirst("\\.$", "");
    String program = "io:put_chars(rabbit_json:encode(#{value => begin\n" + value + "\nend})).\n";
    return member.exec(PATIENCE, program, CALL);
  }

  /** A tool that never comes back would stay in the pod after its caller went. */
  private static String[] bounded(String tool, String... arguments) {
    List<String> command = new ArrayList<>(List.of("timeout", "25", tool, "-q"));
    command.addAll(List.of(arguments));
    return command.toArray(String[]::new);
  }

  private static Report report(JsonNode value) {
    return new Report(
        State.valueOf(value.path("state").asText().toUpperCase(Locale.ROOT)),
        value.path("id").asText(),
        new TreeSet<>(texts(value.path("members"))),
        new TreeSet<>(texts(value.path("running"))),
        texts(value.path("partitions")),
        texts(value.path("alarms")),
        texts(value.path("disabled")));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  private static JsonNode value(Member.Result result) {
    try {
      JsonNode answer = JSON.readTree(result.out());
      if (answer.has("value")) {
        return answer.path("value");
      }
    } catch (JsonProcessingException e) {
      throw new NotReadyException(
          "an answer of the broker",
          "it is no JSON, at " + e.getLocation().offsetDescription(),
          "Check that the image holds RabbitMQ 4.0 or later");
    }
    throw failed("an answer of the broker", result);
  }

  private static NotReadyException failed(String what, Member.Result result) {
    return new NotReadyException(
        what, reason(result), "Look at the member's log, then apply again");
  }

  /** What the tool said, without the input that it may have quoted. */
  private static String reason(Member.Result result) {
    String said =
        result.err().lines().filter(l -> !l.isBlank()).limit(2).reduce("", (a, b) -> a + " " + b);
    String text = said.isBlank() ? "it said nothing" : said.strip();
    return "exit code " + result.code() + ", " + text.substring(0, Math.min(200, text.length()));
  }
}
