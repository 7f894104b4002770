package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.health.Condition;
import io.osplane.health.Status;
import io.osplane.sdn.Formation.Past;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseHealthTest {
  private static final Report LEADER = Fixture.report(0, "leader");
  private static final Report FOLLOWER = Fixture.report(1, "follower");
  private static final Report OTHER = Fixture.report(2, "follower");
  private static final Report ALONE = Fixture.report(2, "no-leader");
  private static final Report EMPTY = Fixture.report(1, "waiting");

  @Test
  void judge_allServe_isHealthy() {
    List<Condition> found = judge(LEADER, FOLLOWER, OTHER);

    assertThat(found).extracting(Condition::code).containsExactly("Serving");
    assertThat(found).extracting(Condition::status).containsExactly(Status.HEALTHY);
  }

  @Test
  void judge_oneIsAway_isDegradedByName() {
    List<Condition> found = judge(LEADER, Report.unreachable("ovn-nb-1"), OTHER);

    assertThat(found).extracting(Condition::code).containsExactly("MemberLost");
    assertThat(found.get(0).message()).contains("ovn-nb-1");
  }

  @Test
  void judge_oneIsCutOff_isDegraded() {
    assertThat(codes(LEADER, FOLLOWER, ALONE)).containsExactly("MemberLost");
  }

  @Test
  void judge_oneJoins_isDegraded() {
    assertThat(codes(LEADER, Fixture.report(1, "joining"), OTHER)).containsExactly("Joining");
  }

  @Test
  void judge_nobodySeesALeader_isDown() {
    List<Condition> found = judge(ALONE, Report.unreachable("ovn-nb-1"), ALONE);

    assertThat(found).extracting(Condition::code).containsExactly("NoQuorum");
    assertThat(found.get(0).status()).isEqualTo(Status.DOWN);
  }

  @Test
  void judge_twoClusters_isASplitBrain() {
    Report stranger =
        Report.parse("ovn-nb-1", Fixture.said("leader").replace("45f374e5", "00000001"));

    assertThat(codes(LEADER, stranger, OTHER)).containsExactly("SplitBrain");
  }

  @Test
  void judge_twoLeadersOfOneCluster_isDegraded() {
    assertThat(codes(LEADER, Fixture.report(1, "leader"), OTHER)).containsExactly("TwoLeaders");
  }

  @Test
  void judge_aServerLeftBehind_isDegraded() {
    assertThat(codes(Fixture.report(2, "stale"), FOLLOWER, OTHER)).containsExactly("StaleServer");
  }

  @Test
  void judge_aServerThatIsNotWanted_isDegraded() {
    List<Condition> found =
        DatabaseHealth.judge(
            Names.of(OvnSpec.of(1), Fixture.PLANE), Database.NB, List.of(LEADER), Past.FORMED);

    assertThat(found).extracting(Condition::code).containsExactly("SurplusServer");
    assertThat(found.get(0).message()).contains("ovn-nb-1.", "ovn-nb-2.");
  }

  @Test
  void judge_aHastyElectionTimer_isDegraded() {
    Report hasty =
        Report.parse("ovn-nb-0", Fixture.said("leader").replace("timer: 10000", "timer: 1000"));

    assertThat(codes(hasty, FOLLOWER, OTHER)).containsExactly("ElectionTimer");
  }

  @Test
  void judge_nobodyHasData_isNotFormedWithHealAsTheRemedy() {
    List<Condition> found = judge(Past.NONE, EMPTY, EMPTY, EMPTY);

    assertThat(found).extracting(Condition::code).containsExactly("NotFormed");
    assertThat(found.get(0).remedy()).contains("heal()");
  }

  @Test
  void judge_dataThatWereThereAreGone_isLost() {
    assertThat(judge(Past.FORMED, EMPTY, EMPTY, EMPTY))
        .extracting(Condition::code)
        .containsExactly("DataLost");
  }

  @Test
  void judge_nobodyAnswers_isUnknown() {
    Report unheard = Report.unreachable("ovn-nb-0");

    assertThat(judge(unheard, unheard, unheard))
        .extracting(Condition::status)
        .containsExactly(Status.UNKNOWN);
  }

  private static List<String> codes(Report... reports) {
    return judge(reports).stream().map(Condition::code).toList();
  }

  private static List<Condition> judge(Report... reports) {
    return judge(Past.FORMED, reports);
  }

  private static List<Condition> judge(Past past, Report... reports) {
    return DatabaseHealth.judge(
        Names.of(OvnSpec.of(3), Fixture.PLANE), Database.NB, List.of(reports), past);
  }
}
