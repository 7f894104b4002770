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

  private void request(String verb, String object, long sent, long answered) {
    requests.add(new Request(verb, "pods", object, "", at(sent), at(answered)));
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
    request("patch", "a", 100, 500);
    request("patch", "a-config", 200, 600);
    request("get", "a-0", 700, 750);

    assertThat(sum("a/apply", Stretch.Kind.REQUEST)).isEqualTo(Duration.ofMillis(550));
    assertThat(path().idle()).isEqualTo(Duration.ofMillis(450));
  }

  @Test
  void idle_ofAnotherComponentsRequestOrAWatch_isNotHidden() {
    step("a/apply", 0, 1_000);
    step("b/apply", 0, 10);
    request("patch", "b-config", 0, 1_000);
    request("watch", "a", 0, 1_000);

    assertThat(path().idle()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void receipts_areOnEveryonesPath() {
    step("a/act", 0, 1_000);
    request("update", "osplane-receipts", 900, 1_000);

    assertThat(sum("a/act", Stretch.Kind.REQUEST)).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void conditionBeforeAWrite_wasNeededByIt() {
    step("a/bootstrap", 0, 1_000);
    seen(200, "a");
    request("update", "osplane-record-a-cluster", 300, 320);
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
    request("proxy", "a-0", 200, 210);
    request("proxy", "a-0", 1_200, 1_210);
    request("proxy", "a-1", 1_220, 1_230);
    request("proxy", "a-0", 2_200, 2_210);
    request("proxy", "a-1", 2_220, 2_230);
    request("update", "osplane-record-a-cluster", 2_300, 3_000);

    assertThat(sum("a/bootstrap", Stretch.Kind.CLUSTER)).isEqualTo(Duration.ofMillis(1_220));
    assertThat(sum("a/bootstrap", Stretch.Kind.REQUEST)).isEqualTo(Duration.ofMillis(730));
    assertThat(path().idle()).isEqualTo(Duration.ofMillis(1_050));
  }

  @Test
  void command_lastsUntilTheComponentsNextRequest() {
    step("a/bootstrap", 0, 1_000);
    request("exec", "a-0", 100, 100);
    request("update", "osplane-record-a-cluster", 800, 900);

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
  void requestOfALongerName_belongsToTheLongerComponent() {
    step("galera/apply", 0, 1_000);
    step("galera-cell1/apply", 0, 100);
    request("patch", "galera-cell1-config", 0, 500);

    assertThat(path().idle()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void operationWithoutSteps_hasNoPath() {
    assertThat(path().stretches()).isEmpty();
    assertThat(path().idle()).isZero();
  }
}
