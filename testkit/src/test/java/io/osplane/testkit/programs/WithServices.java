package io.osplane.testkit.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Commands and processes of services, beside a database of one member. */
abstract class WithServices extends WithKeystone {
  private static final String COMMANDS = "/osplane/scripts/commands.py";

  /**
   * A database server with the databases {@code cloud}, {@code nova_api} and {@code nova_cell0}.
   */
  void runDatabase() {
    create(
        "galera.yaml",
        text ->
            text.replace("galera-0 galera-1 galera-2", "galera-0")
                .replace("replicas: 3", "replicas: 1"));
    assertThat(bootstrap("galera-0", "new").code()).isZero();
    Stream.of("cloud", "nova_api", "nova_cell0").forEach(name -> createAccount("cloud", name));
  }

  /** The configuration of a service. */
  void configure(String service) {
    create("service-config.yaml", text -> text.replace("SERVICE", service));
  }

  /** Runs command lines one after another in one pod; its name is the service's. */
  void runCommands(String service, String... lines) {
    Stream<String> words =
        Stream.concat(
            Stream.of("python3", COMMANDS),
            Stream.of(lines).map(line -> "'[\"" + line.replace(" ", "\",\"") + "\"]'"));
    create(
        "service-command.yaml",
        text ->
            text.replace("JOB", service + "-schema")
                .replace("SERVICE", service)
                .replace("COMMAND", words.collect(Collectors.joining(", "))));
  }

  int failedRuns(String service) {
    Integer failed =
        client.batch().v1().jobs().withName(service + "-schema").get().getStatus().getFailed();
    return failed == null ? 0 : failed;
  }

  String saidByCommands(String service) {
    return client.batch().v1().jobs().withName(service + "-schema").getLog();
  }

  /** Starts a process in a pod of its own. */
  void runProcess(String service, String pod, String probe, List<String> command) {
    String words = command.stream().map(w -> "\"" + w + "\"").collect(Collectors.joining(", "));
    create(
        "service-server.yaml",
        text ->
            text.replace("POD", pod)
                .replace("SERVICE", service)
                .replace("PROBE", probe)
                .replace("COMMAND", words));
  }

  /** Starts a server under uwsgi on port 8000. */
  void runServer(String service, String wsgi, String ready) {
    String probe = "readinessProbe: {periodSeconds: 2, httpGet: {path: " + ready + ", port: http}}";
    List<String> command =
        List.of("uwsgi_python3", "--http-socket", ":8000", "--wsgi-file", wsgi, "--threads", "1");
    runProcess(service, service, probe, command);
  }

  ContainerStatus status(String pod) {
    return client.pods().withName(pod).get().getStatus().getContainerStatuses().get(0);
  }

  String said(String pod) {
    return log(pod, "");
  }

  /** What the run before the present one said. */
  String saidBefore(String pod) {
    return log(pod, "?previous=true");
  }

  /** Without the client's wait for a pod that will never be ready. */
  private String log(String pod, String query) {
    return client.raw("/api/v1/namespaces/default/pods/" + pod + "/log" + query);
  }
}
