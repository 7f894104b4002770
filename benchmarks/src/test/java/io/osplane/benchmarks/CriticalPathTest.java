package io.osplane.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CriticalPathTest {
  private final List<StepSpan> steps = new ArrayList<>();
  private final List<Sighting> sightings = new ArrayList<>();
  private final List<Request> requests = new ArrayList<>();

  static Instant at(long millis) {
    return Instant.EPOCH.plusMillis(millis);
  }

  private void step(String id, long begin, long end, String... after) {
    steps.add(new StepSpan(id, List.of(after), at(begin), at(end)));
  }

  private void seen(long millis, String component) {
    sightings.add(new Sighting(at(millis), component, "Pod " + component + "-0 ready"));
  }

  private void request(String step, String verb, String object, long sent, long answered) {
    requests.add(new Request(verb, "pods", object, step, at(sent), at(answered)));
  }

  private CriticalPath path() {
    return CriticalPath.of(new History(at(0), at(10_000), steps, sightings, requests));
  }

  private Duration sum(String step, Stretch.Kind kind) {
    return path().sum(step, kind);
  }

  @Test
  void path_goesBackOverTheNeedThatEndedLast() {
    step("a/short", 0, 100);
    step("a/long", 0, 900);
    step("b/other", 0, 950);
    step("a/end", 900, 1_000, "a/short", "a/long");

    assertThat(path().ids()).containsExactly("a/long", "a/end");
  }

  @Test
  void path_hasNoGaps_evenWhereAStepBeganLate() {
    step("a/one", 100, 400);
    step("a/two", 700, 1_000, "a/one");

    List<Stretch> stretches = path().stretches();
    assertThat(stretches.get(0).from()).isEqualTo(at(100));
    assertThat(stretches.get(stretches.size() - 1).to()).isEqualTo(at(1_000));
    for (int i = 1; i < stretches.size(); i++) {
      assertThat(stretches.get(i).from()).isEqualTo(stretches.get(i - 1).to());
    }
    assertThat(sum("a/two", Stretch.Kind.IDLE)).isEqualTo(Duration.ofMillis(600));
  }

  @Test
  void idle_countsFromTheLastConditionOfTheComponent() {
    step("a/ready", 0, 1_000);
    seen(300, "a");
    seen(800, "a");
    seen(950, "b");

    assertThat(sum("a/ready", Stretch.Kind.CLUSTER)).isEqualTo(Duration.ofMillis(800));
    assertThat(path().idle()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void idle_leavesOutRequestsUnderWay() {
    step("a/apply", 0, 1_000);
    request("a/apply", "patch", "a", 100, 500);
    request("a/apply", "patch", "a-config", 200, 600);
    request("a/apply", "get", "a-0", 700, 750);

    assertThat(sum("a/apply", Stretch.Kind.REQUEST)).isEqualTo(Duration.ofMillis(550));
    assertThat(path().idle()).isEqualTo(Duration.ofMillis(450));
  }

  @Test
  void idle_ofAnotherStepsRequestOrAWatch_isNotHidden() {
    step("a/apply", 0, 1_000);
    step("b/apply", 0, 10);
    request("b/apply", "patch", "b-config", 0, 1_000);
    request("a/apply", "watch", "a", 0, 1_000);

    assertThat(path().idle()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void receipts_areOnEveryonesPath() {
    step("a/act", 0, 1_000);
    request("b/act", "update", "osplane-receipts", 900, 1_000);

    assertThat(sum("a/act", Stretch.Kind.REQUEST)).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void conditionBeforeAWrite_wasNeededByIt() {
    step("a/bootstrap", 0, 1_000);
    seen(200, "a");
    request("a/bootstrap", "update", "osplane-record-a-cluster", 300, 320);
    seen(900, "a");

    assertThat(path().stretches())
        .extracting(Stretch::kind, s -> s.length().toMillis())
        .containsExactly(
            tuple(Stretch.Kind.CLUSTER, 200L),
            tuple(Stretch.Kind.IDLE, 100L),
            tuple(Stretch.Kind.CLUSTER, 600L),
            tuple(Stretch.Kind.IDLE, 100L));
  }

  @Test
  void questionThatHadToBeAskedAgain_showsThatTheClusterHadTheMove() {
    step("a/bootstrap", 0, 3_000);
    seen(100, "a");
    request("a/bootstrap", "proxy", "a-0", 200, 210);
    request("a/bootstrap", "proxy", "a-0", 1_200, 1_210);
    request("a/bootstrap", "proxy", "a-1", 1_220, 1_230);
    request("a/bootstrap", "proxy", "a-0", 2_200, 2_210);
    request("a/bootstrap", "proxy", "a-1", 2_220, 2_230);
    request("a/bootstrap", "update", "osplane-record-a-cluster", 2_300, 3_000);

    assertThat(sum("a/bootstrap", Stretch.Kind.CLUSTER)).isEqualTo(Duration.ofMillis(1_220));
    assertThat(sum("a/bootstrap", Stretch.Kind.REQUEST)).isEqualTo(Duration.ofMillis(730));
    assertThat(path().idle()).isEqualTo(Duration.ofMillis(1_050));
  }

  @Test
  void command_lastsUntilTheStepsNextRequest() {
    step("a/bootstrap", 0, 1_000);
    request("a/bootstrap", "exec", "a-0", 100, 100);
    request("a/joined", "proxy", "a-1", 300, 310);
    request("a/bootstrap", "update", "osplane-record-a-cluster", 800, 900);

    assertThat(sum("a/bootstrap", Stretch.Kind.REQUEST)).isEqualTo(Duration.ofMillis(800));
    assertThat(path().idle()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void conditionThatTheObserverSawALittleLate_leavesNothingIdle() {
    step("a/ready", 0, 1_000);
    seen(300, "a");
    seen(1_000 + CriticalPath.LAG.toMillis(), "a");

    assertThat(path().idle()).isZero();
  }

  @Test
  void conditionThatTheObserverSawMuchLater_isNotTheNeededOne() {
    step("a/ready", 0, 1_000);
    seen(1_001 + CriticalPath.LAG.toMillis(), "a");

    assertThat(path().idle()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void requestsAroundAnIdleStretch_areTheStepsOwn() {
    step("a/apply", 0, 1_000);
    request("a/apply", "patch", "a", 100, 200);
    request("a/other", "patch", "a-other", 300, 400);
    request("a/apply", "get", "a-0", 700, 750);
    History history = new History(at(0), at(10_000), steps, sightings, requests);
    Stretch idle = new Stretch("a/apply", Stretch.Kind.IDLE, at(200), at(700));

    assertThat(CriticalPath.before(idle, history)).contains(requests.get(0));
    assertThat(CriticalPath.after(idle, history)).contains(requests.get(2));
    assertThat(new IdleTable(history, CriticalPath.of(history)).text())
        .contains("idle 0.50 s in a/apply from 0.20: after patch pods/a, before get pods/a-0");
  }

  @Test
  void operationWithoutSteps_hasNoPath() {
    assertThat(path().stretches()).isEmpty();
    assertThat(path().idle()).isZero();
  }
}
