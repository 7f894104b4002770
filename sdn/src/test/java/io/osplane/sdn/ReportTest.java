package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void parse_ofALeader_isRead() {
    Report report = Fixture.report(0, "leader");

    assertThat(report.phase()).isEqualTo("SERVING");
    assertThat(report.cluster()).isEqualTo(Fixture.CLUSTER);
    assertThat(report.isLeader() && report.takesPart() && report.hasData()).isTrue();
    assertThat(report.electionTimer()).isEqualTo(10_000);
    assertThat(report.servers())
        .containsExactly(
            "tcp:ovn-nb-0.ovn-nb.cloud.svc.cluster.local:6643",
            "tcp:ovn-nb-2.ovn-nb.cloud.svc.cluster.local:6643",
            "tcp:ovn-nb-1.ovn-nb.cloud.svc.cluster.local:6643");
  }

  @Test
  void parse_ofAFollower_isRead() {
    Report report = Fixture.report(1, "follower");

    assertThat(report.isLeader()).isFalse();
    assertThat(report.takesPart()).isTrue();
  }

  @Test
  void parse_ofOneThatSeesNoLeader_takesNoPartAndHasData() {
    Report report = Fixture.report(2, "no-leader");

    assertThat(report.takesPart()).isFalse();
    assertThat(report.hasData()).isTrue();
  }

  @Test
  void parse_ofOneThatJoins_hasAFileAndNoData() {
    Report report = Fixture.report(1, "joining");

    assertThat(report.hasFile()).isTrue();
    assertThat(report.hasData() || report.takesPart() || report.isWaiting()).isFalse();
  }

  @Test
  void parse_ofOneThatWaits_isWaiting() {
    assertThat(Fixture.report(1, "waiting").isWaiting()).isTrue();
    assertThat(Fixture.report(1, "left").isWaiting()).isFalse();
  }

  @Test
  void parse_ofNothing_isUnreachable() {
    assertThat(Report.parse("ovn-nb-0", "").isReachable()).isFalse();
    assertThat(Report.unreachable("ovn-nb-0").isReachable()).isFalse();
  }
}
