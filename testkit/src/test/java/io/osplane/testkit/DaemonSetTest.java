package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.DaemonSetUpdateStrategyBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonSetTest extends WithCluster {
  private static final Duration SPAN = Duration.ofSeconds(30);

  private final List<String> log = new ArrayList<>();
  private final Map<String, Instant> starts = new HashMap<>();

  /** Notes when it starts and stops, and takes a second to be ready. */
  private final class Agent extends DefaultProgram {
    private final Container container;

    Agent(Container container) {
      super(container);
      this.container = container;
    }

    @Override
    public void start() {
      log.add("start " + container.node());
      starts.put(container.node(), container.now());
      super.start();
    }

    @Override
    public Duration stop(Duration grace) {
      log.add("stop " + container.node());
      return super.stop(grace);
    }
  }

  @Override
  SimulatedClusterBuilder configure(SimulatedClusterBuilder builder) {
    return builder.program("image", Agent::new);
  }

  private static DaemonSet agent() {
    return new DaemonSetBuilder()
        .withNewMetadata()
        .withName("agent")
        .endMetadata()
        .withNewSpec()
        .withNewSelector()
        .addToMatchLabels("app", "agent")
        .endSelector()
        .withTemplate(template("agent", "image:1"))
        .endSpec()
        .build();
  }

  private void create(Consumer<DaemonSet> change) {
    DaemonSet set = agent();
    change.accept(set);
    client.resource(set).create();
    settle();
  }

  private void create() {
    create(s -> {});
  }

  private static void onNodesThatCompute(DaemonSet set) {
    set.getSpec().getTemplate().getSpec().setNodeSelector(Map.of("role", "compute"));
  }

  private Resource<DaemonSet> resource() {
    return client.apps().daemonSets().withName("agent");
  }

  private DaemonSetStatus status() {
    return resource().get().getStatus();
  }

  private String counts() {
    DaemonSetStatus s = status();
    return "desired %d current %d misscheduled %d ready %d available %s unavailable %s updated %s"
        .formatted(
            s.getDesiredNumberScheduled(),
            s.getCurrentNumberScheduled(),
            s.getNumberMisscheduled(),
            s.getNumberReady(),
            s.getNumberAvailable(),
            s.getNumberUnavailable(),
            s.getUpdatedNumberScheduled());
  }

  private Map<String, Pod> pods() {
    return client.pods().list().getItems().stream()
        .collect(Collectors.toMap(p -> p.getSpec().getNodeName(), p -> p));
  }

  private Pod podOn(String node) {
    return pods().get(node);
  }

  private String imageOn(String node) {
    return podOn(node).getSpec().getContainers().get(0).getImage();
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
    settle();
  }

  private void label(String node) {
    edit(node, n -> n.getMetadata().getLabels().put("role", "compute"));
  }

  private void taint(String node, String effect) {
    edit(node, n -> n.getSpec().getTaints().add(new Taint(effect, "gpu", null, "yes")));
  }

  private void change(Consumer<DaemonSet> change) {
    resource()
        .edit(
            s -> {
              change.accept(s);
              return s;
            });
    settle();
  }

  private void setImage(String image) {
    change(s -> s.getSpec().getTemplate().getSpec().getContainers().get(0).setImage(image));
  }

  private static void unavailable(DaemonSet set, IntOrString most) {
    set.getSpec()
        .setUpdateStrategy(
            new DaemonSetUpdateStrategyBuilder()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxUnavailable(most)
                .endRollingUpdate()
                .build());
  }

  private List<String> reasons() {
    return client.v1().events().list().getItems().stream()
        .filter(e -> e.getInvolvedObject().getKind().equals("DaemonSet"))
        .map(Event::getReason)
        .toList();
  }

  @Test
  void create_whenNothingIsExcluded_putsAPodOnEachNode() {
    create();

    assertThat(pods()).containsOnlyKeys("node1", "node2", "node3");
    assertThat(pods().values())
        .allSatisfy(p -> assertThat(p.getMetadata().getName()).matches("agent-[a-z0-9]{5}"));
    assertThat(counts())
        .isEqualTo(
            "desired 3 current 3 misscheduled 0 ready 3 available 3 unavailable null updated 3");
    assertThat(status().getObservedGeneration()).isEqualTo(1);
  }

  @Test
  void pod_isBoundToItsNodeByTheScheduler() {
    create();

    assertThat(
            podOn("node2")
                .getSpec()
                .getAffinity()
                .getNodeAffinity()
                .getRequiredDuringSchedulingIgnoredDuringExecution()
                .getNodeSelectorTerms()
                .get(0)
                .getMatchFields())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.getKey()).isEqualTo("metadata.name");
              assertThat(f.getValues()).containsExactly("node2");
            });
    assertThat(podOn("node2").getStatus().getConditions())
        .filteredOn(c -> c.getType().equals("PodScheduled"))
        .extracting(PodCondition::getStatus)
        .containsExactly("True");
    assertThat(client.v1().events().list().getItems())
        .extracting(Event::getReason)
        .contains("Scheduled");
  }

  @Test
  void pod_toleratesWhatNodesSuffer() {
    create(
        s -> {
          s.getSpec().getTemplate().getSpec().setHostNetwork(true);
          s.getSpec()
              .getTemplate()
              .getSpec()
              .setTolerations(
                  List.of(
                      new Toleration(
                          "NoExecute", "node.kubernetes.io/unreachable", "Exists", 60L, null)));
        });

    assertThat(podOn("node1").getSpec().getTolerations())
        .extracting(t -> t.getKey().replace("node.kubernetes.io/", "") + ":" + t.getEffect())
        .containsExactly(
            "unreachable:NoExecute",
            "not-ready:NoExecute",
            "disk-pressure:NoSchedule",
            "memory-pressure:NoSchedule",
            "pid-pressure:NoSchedule",
            "unschedulable:NoSchedule",
            "network-unavailable:NoSchedule");
    assertThat(podOn("node1").getSpec().getTolerations())
        .allSatisfy(t -> assertThat(t.getTolerationSeconds()).isNull());
  }

  @Test
  void label_whenAddedAndRemoved_bringsAndEndsThePod() {
    create(DaemonSetTest::onNodesThatCompute);
    assertThat(pods()).isEmpty();
    assertThat(counts()).startsWith("desired 0 current 0 misscheduled 0 ready 0");

    label("node2");
    assertThat(pods()).containsOnlyKeys("node2");
    assertThat(counts()).startsWith("desired 1 current 1 misscheduled 0 ready 1");

    edit("node2", n -> n.getMetadata().getLabels().remove("role"));
    assertThat(pods()).isEmpty();
    assertThat(log).containsExactly("start node2", "stop node2");
  }

  @Test
  void nodeName_inTheTemplate_isTheOnlyNode() {
    create(s -> s.getSpec().getTemplate().getSpec().setNodeName("node3"));

    assertThat(pods()).containsOnlyKeys("node3");
  }

  @Test
  void taint_whenNoSchedule_leavesThePodThatIsThere() {
    create();
    taint("node2", "NoSchedule");
    Pod there = podOn("node2");

    assertThat(counts())
        .isEqualTo(
            "desired 2 current 2 misscheduled 1 ready 2 available 2 unavailable null updated 2");
    client.pods().resource(there).delete();
    settle();
    assertThat(pods()).containsOnlyKeys("node1", "node3");
  }

  @Test
  void taint_whenNoExecute_endsThePod() {
    create();

    taint("node2", "NoExecute");

    assertThat(pods()).containsOnlyKeys("node1", "node3");
    assertThat(counts()).startsWith("desired 2 current 2 misscheduled 0");
  }

  @Test
  void taint_whenTolerated_changesNothing() {
    create(
        s ->
            s.getSpec()
                .getTemplate()
                .getSpec()
                .setTolerations(List.of(new Toleration(null, "gpu", "Exists", null, null))));
    String before = podOn("node2").getMetadata().getUid();

    taint("node2", "NoExecute");

    assertThat(podOn("node2").getMetadata().getUid()).isEqualTo(before);
    assertThat(counts()).startsWith("desired 3 current 3 misscheduled 0");
  }

  @Test
  void cordonedNode_getsAPod() {
    edit("node2", n -> n.getSpec().setUnschedulable(true));

    create();

    assertThat(pods()).containsOnlyKeys("node1", "node2", "node3");
  }

  @Test
  void deletePod_whenItsNodeStillSuits_isMadeAgain() {
    create();
    Pod before = podOn("node2");

    client.pods().resource(before).delete();
    settle();

    assertThat(podOn("node2").getMetadata().getName()).isNotEqualTo(before.getMetadata().getName());
    assertThat(counts()).startsWith("desired 3 current 3 misscheduled 0 ready 3");
  }

  @Test
  void changeTemplate_whenRolling_replacesOneAfterTheOther() {
    create();
    log.clear();

    setImage("image:2");

    assertThat(log)
        .containsExactly(
            "stop node1", "start node1", "stop node2", "start node2", "stop node3", "start node3");
    assertThat(imageOn("node3")).isEqualTo("image:2");
    assertThat(counts()).endsWith("available 3 unavailable null updated 3");
    assertThat(status().getObservedGeneration()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "50%, 2", "100%, 3", "0, 1"})
  void changeTemplate_whenSeveralMayBeAway_stopsAsManyAtOnce(String most, int together) {
    create(s -> unavailable(s, new IntOrString(most)));
    log.clear();

    setImage("image:2");

    assertThat(log.indexOf("start node1")).isEqualTo(together);
    assertThat(log).hasSize(6);
  }

  @Test
  void changeTemplate_whenTheNewPodFails_goesNoFurther() {
    create();
    cluster.faults().breakImage("image:2");

    setImage("image:2");

    assertThat(imageOn("node1")).isEqualTo("image:2");
    assertThat(imageOn("node2")).isEqualTo("image:1");
    assertThat(counts())
        .isEqualTo(
            "desired 3 current 3 misscheduled 0 ready 2 available 2 unavailable 1 updated 1");
    setImage("image:3");
    assertThat(pods().keySet()).allSatisfy(n -> assertThat(imageOn(n)).isEqualTo("image:3"));
  }

  @Test
  void changeTemplate_whenOnDelete_waitsForTheDeletion() {
    create(
        s ->
            s.getSpec()
                .setUpdateStrategy(
                    new DaemonSetUpdateStrategyBuilder().withType("OnDelete").build()));

    setImage("image:2");
    assertThat(pods().keySet()).allSatisfy(n -> assertThat(imageOn(n)).isEqualTo("image:1"));
    assertThat(counts()).endsWith("available 3 unavailable null updated null");
    client.pods().resource(podOn("node2")).delete();
    settle();

    assertThat(imageOn("node1")).isEqualTo("image:1");
    assertThat(imageOn("node2")).isEqualTo("image:2");
    assertThat(counts()).endsWith("updated 1");
  }

  @Test
  void minReadySeconds_makeAPodAvailableLater() {
    create(s -> s.getSpec().setMinReadySeconds((int) SPAN.toSeconds()));

    setImage("image:2");

    assertThat(Duration.between(starts.get("node1"), starts.get("node2")))
        .isGreaterThanOrEqualTo(SPAN);
    assertThat(counts()).endsWith("ready 3 available 3 unavailable null updated 3");
  }

  @Test
  void powerOff_leavesThePodAsItIs() {
    create();
    String before = podOn("node2").getMetadata().getUid();

    cluster.node("node2").powerOff();
    cluster.clock().advance(Duration.ofHours(2));

    assertThat(podOn("node2").getMetadata().getUid()).isEqualTo(before);
    assertThat(podOn("node2").getMetadata().getDeletionTimestamp()).isNull();
    assertThat(counts())
        .isEqualTo(
            "desired 2 current 2 misscheduled 1 ready 2 available 2 unavailable null updated 2");
    cluster.node("node2").boot();
    settle();
    assertThat(podOn("node2").getMetadata().getUid()).isEqualTo(before);
    assertThat(counts()).startsWith("desired 3 current 3 misscheduled 0 ready 3");
  }

  @Test
  void changeTemplate_whenANodeIsDown_isHeldUpByIt() {
    create();
    cluster.node("node2").powerOff();
    settle();

    setImage("image:2");
    assertThat(imageOn("node1")).isEqualTo("image:1");
    assertThat(podOn("node2").getMetadata().getDeletionTimestamp()).isNotNull();
    change(s -> unavailable(s, new IntOrString(2)));
    assertThat(imageOn("node1")).isEqualTo("image:2");
    assertThat(imageOn("node3")).isEqualTo("image:2");

    cluster.node("node2").boot();
    settle();
    assertThat(imageOn("node2")).isEqualTo("image:2");
  }

  @Test
  void failedPod_isReplaced() {
    create();
    Pod before = podOn("node2");

    client
        .pods()
        .resource(before)
        .editStatus(
            p -> {
              p.getStatus().setPhase("Failed");
              return p;
            });
    settle();

    assertThat(podOn("node2").getMetadata().getName()).isNotEqualTo(before.getMetadata().getName());
    assertThat(reasons()).contains("FailedDaemonPod");
  }

  @Test
  void secondPodOnANode_isDeleted() {
    create();
    Pod first = podOn("node1");

    client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("zzz")
                .withOwnerReferences(
                    new OwnerReferenceBuilder(first.getMetadata().getOwnerReferences().get(0))
                        .build())
                .endMetadata()
                .withNewSpecLike(first.getSpec())
                .endSpec()
                .build())
        .create();
    settle();

    assertThat(client.pods().withName("zzz").get()).isNull();
    assertThat(podOn("node1").getMetadata().getUid()).isEqualTo(first.getMetadata().getUid());
  }

  @Test
  void deleteNode_whenAPodWaitsForIt_endsThePod() {
    create(
        s ->
            s.getSpec()
                .getTemplate()
                .getSpec()
                .setVolumes(
                    List.of(
                        new VolumeBuilder()
                            .withName("data")
                            .withNewPersistentVolumeClaim("none", false)
                            .build())));
    assertThat(client.pods().list().getItems()).hasSize(3);

    client.nodes().withName("node2").delete();
    settle();

    assertThat(client.pods().list().getItems()).hasSize(2);
    assertThat(counts()).startsWith("desired 2 current 2 misscheduled 0 ready 0");
  }

  @Test
  void quota_whenExhausted_isTold() {
    cluster.faults().exhaustQuota("pods");

    create();

    assertThat(pods()).isEmpty();
    assertThat(reasons()).contains("FailedCreate");
    assertThat(counts()).startsWith("desired 3 current 0 misscheduled 0 ready 0");
  }

  @Test
  void delete_whenCascading_leavesNothing() {
    create();

    resource().delete();
    settle();

    assertThat(pods()).isEmpty();
    assertThat(client.apps().controllerRevisions().list().getItems()).isEmpty();
  }

  @Test
  void revisions_areKeptUpToTheLimit() {
    create(s -> s.getSpec().setRevisionHistoryLimit(1));
    setImage("image:2");
    setImage("image:3");

    assertThat(client.apps().controllerRevisions().list().getItems())
        .extracting(r -> r.getRevision())
        .containsExactlyInAnyOrder(2L, 3L);
    setImage("image:2");

    assertThat(client.apps().controllerRevisions().list().getItems())
        .extracting(r -> r.getRevision())
        .containsExactlyInAnyOrder(3L, 4L);
    assertThat(imageOn("node1")).isEqualTo("image:2");
  }
}
