package io.osplane.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.Size;
import io.osplane.error.NotReadyException;
import io.osplane.health.Condition;
import io.osplane.spi.Member;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FormationTest {
  private final Names names = Names.of(RabbitMqSpec.of(3), Fixture.plane(Size.TINY));
  private final Formation formation = new Formation(names);
  private final FakeSite site = new FakeSite();

  @BeforeEach
  void allServe() {
    names.pods().forEach(pod -> answers(pod, "running", "one"));
  }

  @Test
  void makeSo_whenAllAgree_recordsTheCluster() throws InterruptedException {
    formation.makeSo(site);

    assertThat(site.records()).containsEntry("cluster", Map.of("id", "one"));
    assertThat(site.identities()).containsExactly("one");
    assertThat(site.calls).noneMatch(FormationTest::isEnabling);
    assertThat(formation.isSo(site)).isTrue();
  }

  @Test
  void makeSo_whenAFeatureFlagIsDisabled_enablesAll() throws InterruptedException {
    answers("rabbitmq-1", "running", "one", "\"detailed_queues_endpoint\"");
    Function<FakeSite.Call, Member.Result> first = site.members.get("rabbitmq-0");
    site.members.put(
        "rabbitmq-0",
        call -> {
          if (isEnabling(call)) {
            answers("rabbitmq-1", "running", "one");
          }
          return first.apply(call);
        });

    formation.makeSo(site);

    assertThat(site.calls).filteredOn(FormationTest::isEnabling).hasSize(1);
  }

  @Test
  void isSo_whenNothingWasRecorded_isFalse() {
    assertThat(formation.isSo(site)).isFalse();
  }

  @Test
  void makeSo_whenAllLostTheirData_takesTheNewIdentity() throws InterruptedException {
    site.record("cluster", Map.of("id", "old"));

    formation.makeSo(site);

    assertThat(site.identities()).containsExactly("one");
  }

  @Test
  void makeSo_whenOneFormedItsOwnCluster_failsAndRecordsNothing() throws InterruptedException {
    answers("rabbitmq-2", "running", "two");

    assertThatThrownBy(() -> formation.makeSo(site))
        .isInstanceOf(NotReadyException.class)
        .hasMessageContaining("ForeignCluster");
    assertThat(site.records()).isEmpty();
    assertThat(site.identities()).isEmpty();
  }

  @Test
  void makeSo_whileOneStarts_waitsForIt() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    var running = site.members.get("rabbitmq-2");
    answers("rabbitmq-2", "booting", "");
    var booting = site.members.get("rabbitmq-2");
    site.members.put(
        "rabbitmq-2", call -> (asked.getAndIncrement() == 0 ? booting : running).apply(call));

    formation.makeSo(site);

    assertThat(site.identities()).containsExactly("one");
    assertThat(asked.get()).isGreaterThan(1);
  }

  @Test
  void makeSo_whenOneNeverStarts_failsAndRecordsNothing() {
    answers("rabbitmq-2", "booting", "");

    assertThatThrownBy(() -> formation.makeSo(site)).isInstanceOf(NotReadyException.class);

    assertThat(site.records()).isEmpty();
  }

  @Test
  void makeSo_whenOneBeganAlone_bringsItToTheOthers() throws InterruptedException {
    alone("rabbitmq-2", "two");
    whenTold("rabbitmq-2", () -> answers("rabbitmq-2", "running", "one"));

    formation.makeSo(site);

    assertThat(site.identities()).containsExactly("one");
    assertThat(site.calls)
        .filteredOn(FormationTest::isRejoining)
        .extracting(FakeSite.Call::pod)
        .containsExactly("rabbitmq-2");
  }

  @Test
  void makeSo_whenAllBeganAlone_andFindEachOtherFirst_stillEndsWithOne()
      throws InterruptedException {
    alone("rabbitmq-0", "one");
    alone("rabbitmq-1", "two");
    alone("rabbitmq-2", "three");
    String pair = "[\"" + names.node("rabbitmq-1") + "\",\"" + names.node("rabbitmq-2") + "\"]";
    whenTold(
        "rabbitmq-1",
        () -> {
          answers("rabbitmq-1", "running", "three", "", pair);
          answers("rabbitmq-2", "running", "three", "", pair);
        });
    whenTold("rabbitmq-0", () -> names.pods().forEach(pod -> answers(pod, "running", "three")));

    formation.makeSo(site);

    assertThat(site.identities()).containsExactly("three");
  }

  @Test
  void makeSo_whenOneThatBeganAloneStays_failsAfterAsManyRoundsAsMembers()
      throws InterruptedException {
    alone("rabbitmq-2", "two");

    assertThatThrownBy(() -> formation.makeSo(site)).hasMessageContaining("ForeignCluster");

    assertThat(site.calls).filteredOn(FormationTest::isRejoining).hasSize(2);
  }

  @Test
  void makeSo_whenAClusterWasRemembered_emptiesNobody() throws InterruptedException {
    site.record("cluster", Map.of("id", "one"));
    alone("rabbitmq-2", "two");

    assertThatThrownBy(() -> formation.makeSo(site)).hasMessageContaining("ForeignCluster");

    assertThat(site.calls).noneMatch(FormationTest::isRejoining);
  }

  @Test
  void makeSo_whenOneIsUnreachable_fails() throws InterruptedException {
    site.members.remove("rabbitmq-1");

    assertThatThrownBy(() -> formation.makeSo(site))
        .isInstanceOf(NotReadyException.class)
        .hasMessageContaining("MemberUnseen");
  }

  @Test
  void probe_whenTheVmIsDown_isLost() {
    site.record("cluster", Map.of("id", "one"));
    site.members.put(
        "rabbitmq-1", call -> new Member.Result(1, "", "erl_call: failed to connect to node"));

    assertThat(new RabbitMq().probe(RabbitMqSpec.of(3), site))
        .extracting(Condition::code)
        .containsExactly("MemberLost");
  }

  @Test
  void probe_whenTheAnswerIsNoJson_isUnseen() {
    site.members.put("rabbitmq-1", call -> new Member.Result(0, "<html>", ""));

    assertThat(new RabbitMq().probe(RabbitMqSpec.of(3), site))
        .extracting(Condition::code)
        .containsExactly("MemberUnseen");
  }

  private static boolean isEnabling(FakeSite.Call call) {
    return call.command().contains("enable_feature_flag");
  }

  private static boolean isRejoining(FakeSite.Call call) {
    return call.input().contains("rabbit_db:reset()");
  }

  private void whenTold(String pod, Runnable happens) {
    Function<FakeSite.Call, Member.Result> before = site.members.get(pod);
    site.members.put(
        pod,
        call -> {
          if (!isRejoining(call)) {
            return before.apply(call);
          }
          happens.run();
          return FakeSite.json("\"rejoined\"");
        });
  }

  private void alone(String pod, String cluster) {
    answers(pod, "running", cluster, "", "[\"" + names.node(pod) + "\"]");
  }

  private void answers(String pod, String state, String cluster) {
    answers(pod, state, cluster, "");
  }

  private void answers(String pod, String state, String cluster, String disabled) {
    answers(
        pod,
        state,
        cluster,
        disabled,
        names.nodes().stream().collect(Collectors.joining("\",\"", "[\"", "\"]")));
  }

  private void answers(String pod, String state, String cluster, String disabled, String all) {
    String report =
        """
        {"state":"%s","version":"4.0.5","id":"%s","members":%s,"running":%s,
         "partitions":[],"alarms":[],"disabled":[%s]}"""
            .formatted(state, cluster, all, all, disabled);
    site.members.put(
        pod, call -> call.isQuestion() ? FakeSite.json(report) : new Member.Result(0, "", ""));
  }
}
