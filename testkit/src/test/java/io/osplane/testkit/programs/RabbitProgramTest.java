package io.osplane.testkit.programs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RabbitProgramTest extends WithPrograms {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PODS = List.of("rabbitmq-0", "rabbitmq-1", "rabbitmq-2");
  private static final String DEFINITIONS =
      """
      {"vhosts":[{"name":"nova","default_queue_type":"quorum"}],
       "users":[{"name":"nova","password_hash":"aGFzaA==","hashing_algorithm":"sha","tags":[]}],
       "permissions":[{"user":"nova","vhost":"nova","configure":".*","write":".*","read":".*"}]}
      """;

  @BeforeEach
  void createMembers() {
    create("rabbitmq.yaml");
  }

  private Result tool(String pod, String input, String... command) {
    List<String> whole = new ArrayList<>(List.of("timeout", "25"));
    whole.addAll(List.of(command));
    return exec(pod, input, whole.toArray(String[]::new));
  }

  private JsonNode eval(String pod, String expression) {
    Result result = call(pod, "io:put_chars(rabbit_json:encode(#{value => begin " + expression);
    try {
      return JSON.readTree(result.out()).path("value");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(result.toString(), e);
    }
  }

  private Result call(String pod, String program) {
    String call =
        "erl_call -h osplane$$ -name \"$RABBITMQ_NODENAME\" -fetch_stdout -no_result_term -e";
    return exec(pod, program, "sh", "-c", "exec timeout 25 " + call);
  }

  private JsonNode report(String pod) {
    return eval(pod, "rabbit_boot_state:get().");
  }

  private JsonNode account(String pod) {
    return eval(pod, "Name = <<\"nova\">>, rabbit_auth_backend_internal:lookup_user(Name).");
  }

  private static String node(String pod) {
    return "rabbit@" + pod + ".rabbitmq-nodes.default.svc.cluster.local";
  }

  private void lose(String pod) {
    cluster.node(client.pods().withName(pod).get().getSpec().getNodeName()).powerOff();
  }

  @Test
  void members_whenEmpty_formOneCluster() {
    String id = report("rabbitmq-0").path("id").asText();

    assertThat(id).startsWith("rabbitmq-cluster-id-");
    assertThat(PODS)
        .allSatisfy(
            pod -> {
              assertThat(report(pod).path("state").asText()).isEqualTo("running");
              assertThat(report(pod).path("id").asText()).isEqualTo(id);
              assertThat(report(pod).path("running")).hasSize(3);
              assertThat(report(pod).path("members")).hasSize(3);
            });
  }

  @Test
  void definitions_whenImported_areKnownToAll() {
    assertThat(account("rabbitmq-1").path("queue_type").asText()).isEqualTo("none");

    Result result =
        tool("rabbitmq-0", DEFINITIONS, "rabbitmqctl", "-q", "import_definitions", "/dev/stdin");

    assertThat(result.code()).isZero();
    JsonNode account = account("rabbitmq-2");
    assertThat(account.path("hash").asText()).isEqualTo("aGFzaA==");
    assertThat(account.path("queue_type").asText()).isEqualTo("rabbit_quorum_queue");
    assertThat(account.path("rights").toString()).isEqualTo("[[\".*\",\".*\",\".*\"]]");
  }

  @Test
  void restart_ofAll_keepsClusterAndDefinitions() {
    String id = report("rabbitmq-0").path("id").asText();
    tool("rabbitmq-0", DEFINITIONS, "rabbitmqctl", "-q", "import_definitions", "/dev/stdin");

    client.pods().withLabel("app", "rabbitmq").withGracePeriod(0).delete();
    settle();

    assertThat(report("rabbitmq-2").path("id").asText()).isEqualTo(id);
    assertThat(account("rabbitmq-1").path("hash").asText()).isEqualTo("aGFzaA==");
  }

  @Test
  void minority_pauses_andClosesItsPort() {
    lose("rabbitmq-1");
    lose("rabbitmq-2");
    cluster.clock().advance(Duration.ofSeconds(10));

    assertThat(report("rabbitmq-0").path("state").asText()).isEqualTo("paused");
    assertThat(status(() -> get("rabbitmq-0", 5672, "/"))).isEqualTo(503);
    assertThat(tool("rabbitmq-0", "", "rabbitmqctl", "-q", "enable_feature_flag", "all").code())
        .isEqualTo(69);
  }

  @Test
  void wipedMember_waitsUntilItIsForgotten() {
    client.apps().statefulSets().withName("rabbitmq").scale(2);
    settle();
    client.persistentVolumeClaims().withName("data-rabbitmq-2").delete();
    client.apps().statefulSets().withName("rabbitmq").scale(3);
    settle();
    assertThat(report("rabbitmq-2").path("state").asText()).isEqualTo("booting");

    tool("rabbitmq-0", "", "rabbitmqctl", "-q", "forget_cluster_node", node("rabbitmq-2"));
    settle();

    assertThat(report("rabbitmq-2").path("state").asText()).isEqualTo("running");
    assertThat(report("rabbitmq-2").path("id")).isEqualTo(report("rabbitmq-0").path("id"));
  }

  @Test
  void reset_ofAStoppedMember_leavesTheCluster() {
    assertThat(tool("rabbitmq-2", "", "rabbitmqctl", "-q", "reset").code()).isEqualTo(69);
    assertThat(tool("rabbitmq-2", "", "rabbitmqctl", "-q", "stop_app").code()).isZero();
    assertThat(tool("rabbitmq-2", "", "rabbitmqctl", "-q", "reset").code()).isZero();

    assertThat(report("rabbitmq-0").path("members")).hasSize(2);
    assertThat(report("rabbitmq-2").path("state").asText()).isEqualTo("stopped");
  }

  @Test
  void tools_whenCommandIsUnknown_fail() {
    assertThat(tool("rabbitmq-0", "", "rabbitmqctl", "-q", "delete_vhost", "nova").code())
        .isEqualTo(64);
    assertThat(call("rabbitmq-0", "halt().").out()).isEmpty();
    assertThat(tool("rabbitmq-0", "", "rabbitmq-diagnostics", "-q", "ping").code()).isZero();
  }
}
