package io.osplane.testkit.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerProgramTest extends WithServices {
  /** The password {@code bus}, with the salt {@code salt}. */
  private static final String HASH = "c2FsdJfowts2Fs6n4Sz58h51FjwsKpZpowkxGiV5N4sgmXsi";

  private static final String USER =
      "\"users\":[{\"name\":\"nova\",\"password_hash\":\"" + HASH + "\"}]";
  private static final String HOST = "\"vhosts\":[{\"name\":\"nova\"}]";
  private static final String RIGHTS = "\"permissions\":[{\"user\":\"nova\",\"vhost\":\"nova\"}]";

  /** All that lets a worker in. */
  static final String DEFINITIONS = "{" + String.join(",", USER, HOST, RIGHTS) + "}";

  private void install() {
    runDatabase();
    configure("nova");
    runCommands("nova", "nova-manage api_db sync", SchemaCommandsTest.CELLS, "nova-manage db sync");
  }

  private void define(String... definitions) {
    String all = "{" + String.join(",", definitions) + "}";
    Result result =
        exec("rabbitmq-0", all, "rabbitmqctl", "-q", "import_definitions", "/dev/stdin");
    assertThat(result.code()).as(result.err()).isZero();
  }

  private void runConductor() {
    runProcess("nova", "nova-conductor", "", List.of("nova-conductor"));
  }

  private void pass() {
    cluster.clock().advance(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nova-conductor", "nova-scheduler"})
  void worker_withItsDatabasesAndBus_runs(String program) {
    install();
    create("rabbitmq.yaml");
    define(USER, HOST, RIGHTS);

    runProcess("nova", program, "", List.of(program));

    assertThat(status(program).getRestartCount()).isZero();
    assertThat(said(program)).contains("Connected to AMQP server");
  }

  @Test
  void worker_isReady_whileTheBusLetsItIn() {
    install();
    create("rabbitmq.yaml");
    String probe =
        "readinessProbe: {exec: {command: [grep, -qE, ':1628 01 ', /proc/net/tcp]}, periodSeconds: 2}";
    runProcess("nova", "nova-conductor", probe, List.of("nova-conductor"));
    assertThat(status("nova-conductor").getReady()).isFalse();

    define(USER, HOST, RIGHTS);
    pass();

    assertThat(status("nova-conductor").getReady()).isTrue();
  }

  @Test
  void maintenanceOfOvn_asksForNeutronsDatabaseOnly() {
    runDatabase();
    configure("neutron");
    runCommands("neutron", "neutron-db-manage upgrade heads");

    runProcess(
        "neutron",
        "worker",
        "",
        List.of("neutron-ovn-maintenance-worker", "--config-file", "/etc/neutron/neutron.conf"));

    assertThat(status("worker").getRestartCount()).isZero();
  }

  @Test
  void worker_withoutSchema_endsWithAnError() {
    runDatabase();
    configure("nova");

    runConductor();

    assertThat(status("nova-conductor").getRestartCount()).isPositive();
    assertThat(status("nova-conductor").getLastState().getTerminated().getExitCode()).isEqualTo(1);
    assertThat(saidBefore("nova-conductor")).contains("CRITICAL nova", "doesn't exist");
  }

  @Test
  void worker_whenTheBusRefusesIt_goesOnTrying_untilItIsLetIn() {
    install();
    create("rabbitmq.yaml");
    runConductor();
    pass();
    assertThat(said("nova-conductor")).contains("(403) ACCESS_REFUSED");

    define(USER);
    pass();
    assertThat(said("nova-conductor")).contains("(530) NOT_ALLOWED - vhost nova not found");

    define(HOST);
    pass();
    assertThat(said("nova-conductor")).contains("(530) NOT_ALLOWED - access to vhost 'nova'");

    define(RIGHTS);
    pass();
    assertThat(said("nova-conductor")).endsWith("Connected to AMQP server\n");
    assertThat(status("nova-conductor").getRestartCount()).isZero();
  }

  @Test
  void worker_whenTheBusIsLost_runsOn_andConnectsAgain() {
    install();
    create("rabbitmq.yaml");
    define(USER, HOST, RIGHTS);
    runConductor();

    client.apps().statefulSets().withName("rabbitmq").scale(0);
    settle();
    pass();
    assertThat(said("nova-conductor")).contains("ECONNREFUSED");
    client.apps().statefulSets().withName("rabbitmq").scale(3);
    settle();
    pass();

    assertThat(said("nova-conductor")).endsWith("Connected to AMQP server\n");
    assertThat(status("nova-conductor").getRestartCount()).isZero();
  }

  @Test
  void consoleProxy_needsNothing_andHasItsPage() {
    configure("nova");

    runProcess(
        "nova",
        "novncproxy",
        "readinessProbe: {httpGet: {path: /vnc_lite.html, port: 6080}}",
        List.of("nova-novncproxy", "--web", "/usr/share/novnc"));

    assertThat(status("novncproxy").getReady()).isTrue();
    assertThat(get("novncproxy", 6080, "/vnc_lite.html")).contains("noVNC");
  }
}
