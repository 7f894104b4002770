package io.osplane.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.health.Condition;
import io.osplane.health.Status;
import io.osplane.rabbitmq.Observation.Down;
import io.osplane.rabbitmq.Observation.Report;
import io.osplane.rabbitmq.Observation.State;
import io.osplane.rabbitmq.Observation.Unseen;
import io.osplane.rabbitmq.RabbitMqHealth.Expected;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RabbitMqHealthTest {
  private static final List<String> NODES = List.of("a", "b", "c");
  private static final Set<String> ALL = Set.copyOf(NODES);

  private final Map<String, Observation> seen =
      new HashMap<>(Map.of("a", up(ALL), "b", up(ALL), "c", up(ALL)));

  @Test
  void judge_whenAllServe_saysSo() {
    assertThat(codes()).containsExactly("HEALTHY Serving");
  }

  @Test
  void judge_whenOneIsDown_isDegraded() {
    only("a", "b");
    seen.put("c", new Down("no VM"));

    assertThat(codes()).containsExactly("DEGRADED MemberLost");
  }

  @Test
  void judge_whenOneCannotBeAskedAndOthersSeeIt_isUnknown() {
    seen.put("c", new Unseen("forbidden"));

    assertThat(codes()).containsExactly("UNKNOWN MemberUnseen");
  }

  @Test
  void judge_whenOneCannotBeAskedAndOthersMissIt_isLost() {
    only("a", "b");
    seen.put("c", new Unseen("no pod"));

    assertThat(codes()).containsExactly("DEGRADED MemberLost");
  }

  @Test
  void judge_whenNobodyCanBeAsked_concludesNothing() {
    NODES.forEach(node -> seen.put(node, new Unseen("no API server")));

    assertThat(codes()).containsOnly("UNKNOWN MemberUnseen").hasSize(3);
  }

  @Test
  void judge_whenAMemberWasNotAsked_isUnknown() {
    seen.remove("b");

    assertThat(codes()).containsExactly("UNKNOWN MemberUnseen");
  }

  @ParameterizedTest
  @CsvSource({"BOOTING, Booting", "PAUSED, Paused", "STOPPED, Stopped"})
  void judge_whenOneDoesNotServe_namesItsState(State state, String code) {
    only("a", "b");
    seen.put("c", idle(state, ALL));

    assertThat(codes()).containsExactly("DEGRADED " + code);
  }

  @ParameterizedTest
  @EnumSource(names = {"BOOTING", "PAUSED", "STOPPED"})
  void judge_whenTheMajorityDoesNotServe_isDown(State state) {
    only("a");
    seen.put("b", idle(state, ALL));
    seen.put("c", idle(state, ALL));

    assertThat(codes()).contains("DOWN NoQuorum");
  }

  @Test
  void judge_whenABootingMemberKnowsOnlyItselfAndOthersCountOnIt_isWiped() {
    only("a", "b");
    seen.put("c", idle(State.BOOTING, Set.of("c")));

    assertThat(codes()).containsExactly("DEGRADED MemberWiped");
  }

  @Test
  void judge_whenABootingMemberIsNew_isBooting() {
    for (String node : List.of("a", "b")) {
      seen.put(node, report("one", Set.of("a", "b"), Set.of("a", "b")));
    }
    seen.put("c", idle(State.BOOTING, Set.of("c")));

    assertThat(codes()).containsExactly("DEGRADED Booting");
  }

  @Test
  void judge_whenOneIsInAnotherCluster_isDown() {
    seen.put("c", report("other", Set.of("c"), Set.of("c")));
    only("a", "b");

    assertThat(codes()).containsExactly("DOWN ForeignCluster");
    assertThat(conditions("one").get(0).message()).contains("c is in cluster other, not in one");
  }

  @Test
  void judge_whenAllAreInAnotherClusterThanRecorded_isDown() {
    assertThat(conditions("recorded")).extracting(Condition::code).containsOnly("ForeignCluster");
  }

  @Test
  void judge_whenNothingWasRecorded_trustsTheGreaterPart() {
    seen.put("c", report("a-first-by-name", Set.of("c"), Set.of("c")));
    only("a", "b");

    assertThat(RabbitMqHealth.judge(new Expected(NODES, Optional.empty()), seen))
        .singleElement()
        .satisfies(c -> assertThat(c.message()).startsWith("c is in cluster"));
  }

  @Test
  void judge_whenMembersDoNotSeeEachOther_isPartitioned() {
    only("a", "b");
    seen.put("c", report("one", ALL, Set.of("c")));

    assertThat(codes()).containsOnly("DOWN Partitioned").hasSize(3);
  }

  @Test
  void judge_whenAMemberRemembersAPartition_isPartitioned() {
    seen.put("b", new Report(State.RUNNING, "one", ALL, ALL, List.of("c"), List.of(), List.of()));

    assertThat(codes()).containsExactly("DOWN Partitioned");
  }

  @Test
  void judge_whenResourcesRunShort_namesThem() {
    seen.put(
        "b",
        new Report(
            State.RUNNING, "one", ALL, ALL, List.of(), List.of("disk", "memory"), List.of()));

    assertThat(codes()).containsExactly("DEGRADED MemoryAlarm", "DEGRADED DiskAlarm");
  }

  @Test
  void judge_whenAMemberIsLeftOver_namesIt() {
    Set<String> four = Set.of("a", "b", "c", "d");
    NODES.forEach(node -> seen.put(node, report("one", four, ALL)));

    assertThat(conditions("one"))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.code()).isEqualTo("SurplusMember");
              assertThat(c.remedy()).contains("forget_cluster_node d");
            });
  }

  @Test
  void judge_whenFlagsAreDisabled_namesThem() {
    seen.put("a", new Report(State.RUNNING, "one", ALL, ALL, List.of(), List.of(), List.of("new")));

    assertThat(codes()).containsExactly("DEGRADED FlagsDisabled");
  }

  @Test
  void judge_whenTheOnlyMemberIsDown_isDown() {
    assertThat(
            RabbitMqHealth.judge(
                new Expected(List.of("a"), Optional.of("one")), Map.of("a", new Down("no VM"))))
        .extracting(Condition::status)
        .contains(Status.DOWN);
  }

  private void only(String... running) {
    List.of(running).forEach(node -> seen.put(node, up(Set.of(running))));
  }

  private static Report up(Set<String> running) {
    return report("one", ALL, running);
  }

  private static Report report(String cluster, Set<String> members, Set<String> running) {
    return new Report(State.RUNNING, cluster, members, running, List.of(), List.of(), List.of());
  }

  private static Report idle(State state, Set<String> members) {
    return new Report(state, "", members, Set.of(), List.of(), List.of(), List.of());
  }

  private List<String> codes() {
    return conditions("one").stream().map(c -> c.status() + " " + c.code()).toList();
  }

  private List<Condition> conditions(String recorded) {
    return RabbitMqHealth.judge(new Expected(NODES, Optional.of(recorded)), seen);
  }
}
