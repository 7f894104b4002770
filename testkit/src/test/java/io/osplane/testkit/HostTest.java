package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What pods get from the host that they are on. */
class HostTest extends WithCluster {
  /** Leaves a file in its first volume for whoever comes later. */
  private static final class Guest implements Program {
    private final Container container;

    Guest(Container container) {
      this.container = container;
    }

    @Override
    public void start() {
      container.log(container.volume("/data").paths().toString());
      container.volume("/data").write(container.pod(), "was here");
    }

    @Override
    public ExecResult exec(ExecRequest request) {
      String word = request.command().get(1);
      return ExecResult.success(
          request.command().get(0).equals("printenv") ? container.env().get(word) : reach(word));
    }

    private String reach(String host) {
      Network network = container.network();
      return "%d addresses, %d programs, first %b, answer %b"
          .formatted(
              network.resolve(host).size(),
              network.programs(host, Guest.class).size(),
              network.program(host, Guest.class).isPresent(),
              network.http(host, HttpCall.get(80, "/")).isPresent());
    }
  }

  @Override
  SimulatedClusterBuilder configure(SimulatedClusterBuilder builder) {
    return builder.program("image", Guest::new);
  }

  private void run(String name, String node, String path, String spec) {
    client
        .resource(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: %s, labels: {app: guest}}
            spec:
              nodeSelector: {kubernetes.io/hostname: %s}
              containers:
              - name: main
                image: image
                securityContext: {privileged: true}
                ports: [{containerPort: 80}]
                volumeMounts: [{name: data, mountPath: /data, mountPropagation: Bidirectional}]
              volumes: [{name: data, hostPath: {path: %s, type: DirectoryOrCreate}}]
              hostPID: true
              %s
            """
                .formatted(name, node, path, spec))
        .create();
    settle();
  }

  private void run(String name, String node, String path) {
    run(name, node, path, "");
  }

  private String log(String pod) {
    return client.pods().withName(pod).getLog();
  }

  @Test
  void directory_whenTwoPodsOfANodeMountIt_isShared() {
    run("a", "node1", "/var/lib/nova");
    run("b", "node1", "/var/lib/nova/");
    run("c", "node2", "/var/lib/nova");

    assertThat(log("a")).isEqualTo("[]\n");
    assertThat(log("b")).isEqualTo("[a]\n");
    assertThat(log("c")).isEqualTo("[]\n");
  }

  @Test
  void directory_whenOneIsInTheOther_isShared() {
    run("a", "node1", "/var/lib/nova/instances");
    run("b", "node1", "/var/lib/nova");
    run("c", "node1", "/");

    assertThat(log("b")).isEqualTo("[instances/a]\n");
    assertThat(log("c")).isEqualTo("[var/lib/nova/b, var/lib/nova/instances/a]\n");
  }

  @Test
  void directory_whenItsPodIsGone_stays() {
    run("a", "node1", "/var/lib/nova");
    client.pods().withName("a").delete();
    settle();

    run("b", "node1", "/var/lib/nova");

    assertThat(log("b")).isEqualTo("[a]\n");
  }

  @Test
  void powerOff_losesOnlyWhatIsInMemory() {
    run("a", "node1", "/var/lib/nova");
    run("b", "node1", "/var/run/libvirt");
    run("c", "node1", "/run/libvirt");
    assertThat(log("c")).isEqualTo("[b]\n");

    cluster.node("node1").powerOff();
    cluster.node("node1").boot();
    settle();
    run("d", "node1", "/var/lib/nova");

    assertThat(log("d")).isEqualTo("[a]\n");
    assertThat(log("b") + log("c")).containsOnlyOnce("[]");
  }

  @Test
  void hostNetwork_hasTheNodesAddressNameAndPorts() {
    run("a", "node2", "/data", "hostNetwork: true");

    assertThat(pod("a").getStatus().getPodIP()).isEqualTo(pod("a").getStatus().getHostIP());
    assertThat(exec("a", "printenv", "HOSTNAME")).isEqualTo("node2");
    assertThat(pod("a").getSpec().getContainers().get(0).getPorts().get(0).getHostPort())
        .isEqualTo(80);
    run("b", "node2", "/data", "hostNetwork: true");
    assertThat(pod("b").getSpec().getNodeName()).isNull();
  }

  @Test
  void hostNetwork_findsServicesOnlyWithTheirDnsPolicy() {
    client
        .resource(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: guests}
            spec: {clusterIP: None, selector: {app: guest}, ports: [{port: 80}]}
            """)
        .create();
    run("inside", "node1", "/data");
    run("host", "node2", "/data", "hostNetwork: true");
    run("both", "node3", "/data", "hostNetwork: true\n  dnsPolicy: ClusterFirstWithHostNet");

    String all = "3 addresses, 3 programs, first true, answer true";
    assertThat(exec("inside", "reach", "guests")).isEqualTo(all);
    assertThat(exec("both", "reach", "guests")).isEqualTo(all);
    assertThat(exec("host", "reach", "guests"))
        .isEqualTo("0 addresses, 0 programs, first false, answer false");
    assertThat(exec("host", "reach", pod("inside").getStatus().getPodIP()))
        .isEqualTo("1 addresses, 1 programs, first true, answer true");
  }

  private String exec(String pod, String... command) {
    var out = new ByteArrayOutputStream();
    try (var watch = client.pods().withName(pod).writingOutput(out).exec(command)) {
      watch.exitCode().join();
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
