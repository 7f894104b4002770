package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulingTest extends WithCluster {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: %s}
      spec: {containers: [{name: main, image: image, ports: [%s]}], %s}
      """;
  private static final String AFFINITY =
      "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
          + " {nodeSelectorTerms: [%s]}}}";

  @BeforeEach
  void label() {
    merge("node2", "{\"metadata\":{\"labels\":{\"rack\":\"7\",\"disk\":\"ssd\"}}}");
    merge("node3", "{\"metadata\":{\"labels\":{\"rack\":\"b\"}}}");
  }

  private void merge(String node, String patch) {
    client.nodes().withName(node).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private void edit(String node, Consumer<Node> change) {
    client
        .nodes()
        .withName(node)
        .edit(
            n -> {
              change.accept(n);
              return n;
            });
  }

  private void taint(String node, String key, String value, String effect) {
    edit(node, n -> n.getSpec().getTaints().add(new Taint(effect, key, null, value)));
  }

  private Pod run(String name, String port, String spec) {
    client.resource(POD.formatted(name, port, spec)).create();
    settle();
    return pod(name);
  }

  private String nodeOf(String spec) {
    return run("p", "", spec).getSpec().getNodeName();
  }

  private String refusal(String name) {
    return pod(name).getStatus().getConditions().stream()
        .filter(c -> c.getType().equals("PodScheduled"))
        .map(PodCondition::getMessage)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void schedule_whenALabelIsPatchedOn_findsTheNode() {
    assertThat(nodeOf("nodeSelector: {role: compute}")).isNull();

    merge("node3", "{\"metadata\":{\"labels\":{\"role\":\"compute\"}}}");
    settle();

    assertThat(pod("p").getSpec().getNodeName()).isEqualTo("node3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{key: rack, operator: In, values: ['6', '7']}",
        "{key: rack, operator: Gt, values: ['6']}",
        "{key: rack, operator: Lt, values: ['8']}",
        "{key: disk, operator: Exists}"
      })
  void schedule_whenOneNodeHolds_takesIt(String expression) {
    assertThat(nodeOf(AFFINITY.formatted("{matchExpressions: [" + expression + "]}")))
        .isEqualTo("node2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{matchExpressions: [{key: rack, operator: NotIn, values: ['7', b]}]}",
        "{matchExpressions: [{key: rack, operator: DoesNotExist}]}",
        "{matchFields: [{key: metadata.name, operator: In, values: [node1]}]}",
        "{matchExpressions: [{key: disk, operator: Gt, values: ['1']}]},"
            + " {matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node1]}]}"
      })
  void schedule_whenOneTermHolds_takesTheNode(String terms) {
    assertThat(nodeOf(AFFINITY.formatted(terms))).isEqualTo("node1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{matchExpressions: [{key: disk, operator: Exists}], matchFields: [{key: metadata.name,"
            + " operator: In, values: [node1]}]}",
        "{matchExpressions: [{key: rack, operator: Gt, values: ['7']}]}"
      })
  void schedule_whenNoTermHolds_waits(String terms) {
    assertThat(nodeOf(AFFINITY.formatted(terms))).isNull();
    assertThat(refusal("p"))
        .isEqualTo("0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{key: gpu, operator: Exists} | true",
        "{key: gpu, value: a100} | true",
        "{key: gpu, value: a100, effect: NoSchedule} | true",
        "{operator: Exists} | true",
        "{key: gpu, value: other} | false",
        "{key: gpu, operator: Exists, effect: NoExecute} | false"
      })
  void schedule_whenTheNodeIsTainted_needsAToleration(String toleration, boolean fits) {
    taint("node1", "gpu", "a100", "NoSchedule");

    String node =
        nodeOf("nodeSelector: {kubernetes.io/hostname: node1}, tolerations: [" + toleration + "]");

    assertThat(node).isEqualTo(fits ? "node1" : null);
  }

  @Test
  void schedule_whenATaintOnlyPrefersOthers_isNotHeldOff() {
    taint("node1", "gpu", "a100", "PreferNoSchedule");

    assertThat(nodeOf("nodeSelector: {kubernetes.io/hostname: node1}")).isEqualTo("node1");
  }

  @Test
  void schedule_whenTheNodeIsCordoned_needsAToleration() {
    edit("node1", n -> n.getSpec().setUnschedulable(true));
    String here = "nodeSelector: {kubernetes.io/hostname: node1}";

    assertThat(run("p", "", here).getSpec().getNodeName()).isNull();
    assertThat(refusal("p")).contains("1 node(s) were unschedulable");
    assertThat(
            run(
                    "q",
                    "",
                    here
                        + ", tolerations: [{key: node.kubernetes.io/unschedulable, operator:"
                        + " Exists}]")
                .getSpec()
                .getNodeName())
        .isEqualTo("node1");
  }

  @Test
  void schedule_whenItsHostPortIsTaken_waits() {
    String port = "{containerPort: 80, hostPort: 80}";
    String here = "nodeSelector: {kubernetes.io/hostname: node1}";

    assertThat(run("p", port, here).getSpec().getNodeName()).isEqualTo("node1");
    assertThat(run("q", port, here).getSpec().getNodeName()).isNull();
    assertThat(refusal("q"))
        .contains("1 node(s) didn't have free ports for the requested pod ports");
    assertThat(run("r", "{containerPort: 80}", here).getSpec().getNodeName()).isEqualTo("node1");
  }

  @Test
  void node_whenItIsBack_keepsTheTaintsOfOthers() {
    taint("node2", "gpu", "a100", "NoSchedule");
    cluster.node("node2").cut();
    settle();
    assertThat(client.nodes().withName("node2").get().getSpec().getTaints())
        .extracting(t -> t.getKey() + ":" + t.getEffect())
        .containsExactly(
            "gpu:NoSchedule",
            "node.kubernetes.io/unreachable:NoSchedule",
            "node.kubernetes.io/unreachable:NoExecute");

    cluster.node("node2").plug();
    settle();

    assertThat(client.nodes().withName("node2").get().getSpec().getTaints())
        .extracting(Taint::getKey)
        .containsExactly("gpu");
  }
}
