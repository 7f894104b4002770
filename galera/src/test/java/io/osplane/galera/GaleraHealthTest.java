package io.osplane.galera;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.galera.Report.Position;
import io.osplane.health.Condition;
import io.osplane.health.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class GaleraHealthTest {
  private static final String A = "aaaaaaaa-0000-0000-0000-000000000000";
  private static final String B = "bbbbbbbb-0000-0000-0000-000000000000";
  private static final String NIL = "00000000-0000-0000-0000-000000000000";

  @Test
  void judge_allSynced_isHealthy() {
    assertThat(codes(synced(0, A), synced(1, A), synced(2, A))).containsExactly("Synced");
  }

  @Test
  void judge_oneMemberAway_isDegraded() {
    List<Condition> found =
        GaleraHealth.judge(List.of(synced(0, A), synced(1, A), Report.unreachable("g-2", "gone")));
    assertThat(found).extracting(Condition::code).containsExactly("MemberLost");
    assertThat(found).extracting(Condition::status).containsExactly(Status.DEGRADED);
  }

  @Test
  void judge_twoHistoriesPrimary_isASplitBrain() {
    assertThat(codes(synced(0, A), synced(1, B))).containsExactly("SplitBrain");
  }

  @Test
  void judge_primaryWithoutAHistory_isDown() {
    assertThat(codes(synced(0, NIL))).containsExactly("ZeroHistory");
  }

  @Test
  void judge_everyMemberWaits_isStoppedWithHealAsTheRemedy() {
    List<Condition> found = GaleraHealth.judge(List.of(waiting(0), waiting(1), waiting(2)));
    assertThat(found.get(0).code()).isEqualTo(GaleraHealth.STOPPED);
    assertThat(found.get(0).remedy()).contains("heal()");
  }

  @Test
  void judge_nobodyAnswers_isUnknown() {
    assertThat(GaleraHealth.judge(List.of(Report.unreachable("g-0", "no answer"))).get(0).status())
        .isEqualTo(Status.UNKNOWN);
  }

  @Test
  void parse_whatAMemberSays_isRead() {
    Report report =
        Report.parse(
            "galera-1",
            """
            phase JOINING
            uuid %s
            seqno 3
            blank no
            why\s
            status Synced
            primary yes
            wsrep_cluster_size 3
            wsrep_cluster_state_uuid %s
            wsrep_cluster_status Primary
            wsrep_last_committed 12
            wsrep_local_state_comment Synced
            """
                .formatted(A, B));
    assertThat(report.isPrimary() && report.isSynced()).isTrue();
    assertThat(report.position()).isEqualTo(new Position(B, 12));
    assertThat(report.clusterSize()).isEqualTo(3);
  }

  @Test
  void hash_ofAPassword_isThatOfMysqlNativePassword() {
    assertThat(Account.hash("password")).isEqualTo("*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19");
  }

  private static List<String> codes(Report... reports) {
    return GaleraHealth.judge(List.of(reports)).stream().map(Condition::code).toList();
  }

  private static Report synced(int ordinal, String uuid) {
    return new Report("g-" + ordinal, "JOINING", "", false, new Position(uuid, 7), true, true, 3);
  }

  private static Report waiting(int ordinal) {
    return new Report("g-" + ordinal, "WAITING", "", false, new Position(A, 7), false, false, 0);
  }
}
