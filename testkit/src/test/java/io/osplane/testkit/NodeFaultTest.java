package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeFaultTest extends WithCluster {
  private final List<Member> members = new ArrayList<>();

  /** Counts the members that it reaches. */
  private static final class Member implements Program {
    private final Container container;

    Member(Container container) {
      this.container = container;
    }

    @Override
    public ExecResult exec(ExecRequest request) {
      int reached = 0;
      for (int i = 0; i < 3; i++) {
        String host = "db-" + i + ".db.default.svc.cluster.local";
        reached += container.network().program(host, Member.class).isPresent() ? 1 : 0;
      }
      return ExecResult.success(Integer.toString(reached));
    }
  }

  @Override
  SimulatedClusterBuilder configure(SimulatedClusterBuilder builder) {
    return builder.program(
        "image",
        c -> {
          Member member = new Member(c);
          members.add(member);
          return member;
        });
  }

  @BeforeEach
  void deploy() {
    client
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName("db")
                .endMetadata()
                .withNewSpec()
                .withClusterIP("None")
                .withPublishNotReadyAddresses(true)
                .addToSelector("app", "db")
                .endSpec()
                .build())
        .create();
    client.resource(statefulSet("db", 3)).create();
    settle();
  }

  private Pod podOn(String node) {
    return client.pods().list().getItems().stream()
        .filter(p -> p.getSpec().getNodeName().equals(node))
        .findFirst()
        .orElseThrow();
  }

  private String nodeStatus(String name) {
    Node node = client.nodes().withName(name).get();
    return node.getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("Ready"))
        .map(NodeCondition::getStatus)
        .findFirst()
        .orElseThrow();
  }

  private static boolean ready(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("Ready"))
        .map(PodCondition::getStatus)
        .anyMatch("True"::equals);
  }

  private String reached(Pod from) {
    var out = new ByteArrayOutputStream();
    try (var watch =
        client.pods().withName(from.getMetadata().getName()).writingOutput(out).exec("reach")) {
      watch.exitCode().join();
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void powerOff_whenTwentySecondsPass_losesNodeAndPods() {
    cluster.node("node2").powerOff();
    settle();

    assertThat(nodeStatus("node2")).isEqualTo("Unknown");
    assertThat(ready(podOn("node2"))).isFalse();
    assertThat(ready(podOn("node1"))).isTrue();
    assertThat(reached(podOn("node1"))).isEqualTo("2");
  }

  @Test
  void powerOff_whenExecIsTried_cannotReachTheNode() {
    Pod pod = podOn("node2");
    cluster.node("node2").powerOff();

    assertThat(
            catchThrowableOfType(
                    KubernetesClientException.class,
                    () ->
                        client.raw(
                            "/api/v1/namespaces/default/pods/"
                                + pod.getMetadata().getName()
                                + ":80/proxy/",
                            "POST",
                            ""))
                .getMessage())
        .contains("no route to host");
  }

  @Test
  void boot_whenItWasOff_startsTheSamePodsAgain() {
    Pod before = podOn("node2");
    cluster.node("node2").powerOff();
    settle();

    cluster.node("node2").boot();
    settle();

    Pod after = podOn("node2");
    assertThat(nodeStatus("node2")).isEqualTo("True");
    assertThat(ready(after)).isTrue();
    assertThat(after.getMetadata().getUid()).isEqualTo(before.getMetadata().getUid());
    assertThat(after.getStatus().getContainerStatuses().get(0).getRestartCount()).isEqualTo(1);
    assertThat(members).hasSize(4);
  }

  @Test
  void cut_whenPlugIsBack_isReadyWithoutARestart() {
    cluster.node("node3").cut();
    settle();
    assertThat(ready(podOn("node3"))).isFalse();
    assertThat(reached(podOn("node1"))).isEqualTo("2");

    cluster.node("node3").plug();
    settle();

    assertThat(ready(podOn("node3"))).isTrue();
    assertThat(reached(podOn("node3"))).isEqualTo("3");
    assertThat(members).hasSize(3);
  }

  @Test
  void powerOff_whenFiveMinutesPass_marksPodsForDeletionOnly() {
    cluster.node("node2").powerOff();

    cluster.clock().advance(Duration.ofMinutes(6));

    assertThat(podOn("node2").getMetadata().getDeletionTimestamp()).isNotNull();
    cluster.node("node2").boot();
    settle();
    assertThat(ready(podOn("node2"))).isTrue();
  }

  @Test
  void boot_whenAPodWasBoundAndDeletedMeanwhile_letsItEnd() {
    cluster.node("node2").powerOff();
    settle();
    client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("late")
                .endMetadata()
                .withNewSpec()
                .withNodeName("node2")
                .addNewContainer()
                .withName("db")
                .withImage("image")
                .endContainer()
                .endSpec()
                .build())
        .create();
    client.pods().withName("late").delete();
    assertThat(client.pods().withName("late").get().getMetadata().getDeletionTimestamp())
        .isNotNull();

    cluster.node("node2").boot();
    settle();

    assertThat(client.pods().withName("late").get()).isNull();
  }
}
