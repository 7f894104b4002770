package io.osplane.galera;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.galera.Report.Position;
import io.osplane.galera.Start.From;
import io.osplane.galera.Start.Past;
import io.osplane.galera.Start.Refuse;
import io.osplane.galera.Start.Running;
import io.osplane.galera.Start.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StartTest {
  private static final String A = "aaaaaaaa-0000-0000-0000-000000000000";
  private static final String B = "bbbbbbbb-0000-0000-0000-000000000000";
  private static final String NIL = "00000000-0000-0000-0000-000000000000";
  private static final Past NEW = new Past(false, new Position(NIL, -1));
  private static final Past COMPLETE = new Past(true, new Position(A, 5));

  @Test
  void decide_nobodyHasData_lowestOrdinalMakesTheCluster() {
    assertThat(decide(NEW, blank(0), blank(1), blank(2))).isEqualTo(new From("galera-0", "new"));
  }

  @Test
  void decide_nobodyHasDataThatWereThere_isRefused() {
    assertThat(decide(COMPLETE, blank(0), blank(1), blank(2))).isInstanceOf(Refuse.class);
  }

  @Test
  void decide_highestSeqnoStarts_ofEqualsTheLowestOrdinal() {
    assertThat(decide(COMPLETE, at(0, A, 10), at(1, A, 12), at(2, A, 12)))
        .isEqualTo(new From("galera-1", A + ":12"));
  }

  @Test
  void decide_oneMemberIsPrimary_nobodyIsStarted() {
    Report primary =
        new Report("galera-2", "JOINING", "", false, new Position(A, 9), true, true, 1);
    assertThat(decide(COMPLETE, at(0, A, 10), at(1, A, 10), primary)).isInstanceOf(Running.class);
  }

  @Test
  void decide_oneMemberHasNotReported_waits() {
    assertThat(decide(NEW, blank(0), blank(1), Report.unreachable("galera-2", "no answer")))
        .isInstanceOf(Wait.class);
  }

  @Test
  void decide_twoHistories_isRefusedWithTheTable() {
    Start start = decide(COMPLETE, at(0, A, 10), at(1, B, 12), at(2, A, 10));
    assertThat(start).isInstanceOf(Refuse.class);
    assertThat(((Refuse) start).table()).contains("galera-0").contains(A).contains(B);
  }

  @Test
  void decide_noMajorityOfACompleteClusterHasData_isRefused() {
    assertThat(decide(COMPLETE, at(0, A, 10), blank(1), blank(2))).isInstanceOf(Refuse.class);
  }

  @Test
  void decide_onlyTheFirstOfAClusterThatWasNeverCompleteHasData_startsFromIt() {
    assertThat(decide(NEW, at(0, A, 3), blank(1), blank(2)))
        .isEqualTo(new From("galera-0", A + ":3"));
  }

  @Test
  void decide_everyPositionIsOlderThanWhatWasSeen_isRefused() {
    assertThat(decide(COMPLETE, at(0, A, 4), at(1, A, 4), at(2, A, 3))).isInstanceOf(Refuse.class);
  }

  @Test
  void decide_theHistoryThatWasThereIsGone_isRefused() {
    assertThat(decide(COMPLETE, at(0, B, 9), at(1, B, 9), at(2, B, 9))).isInstanceOf(Refuse.class);
  }

  /** Whatever the members say, a start never loses what a member or the record knows of. */
  @Test
  void decide_anyHistory_neverStartsFromLessThanIsKnown() {
    Random random = new Random(20261121);
    for (int round = 0; round < 20_000; round++) {
      List<Report> reports = new ArrayList<>();
      int size = 1 + 2 * random.nextInt(3);
      IntStream.range(0, size).forEach(i -> reports.add(any(i, random)));
      Past past = random.nextBoolean() ? NEW : COMPLETE;
      if (Start.decide(reports, past) instanceof From from) {
        assertThat(reports).as("%s", reports).allMatch(Report::isWaiting);
        assertThat(reports).as("%s", reports).noneMatch(r -> isAhead(r, from));
        assertThat(from.position().equals("new") && past.equals(COMPLETE)).isFalse();
      }
    }
  }

  private static boolean isAhead(Report report, From from) {
    if (!report.position().isKnown()) {
      return false;
    }
    return from.position().equals("new")
        || !from.position().startsWith(report.position().uuid())
        || Long.parseLong(from.position().split(":", 2)[1]) < report.position().seqno();
  }

  private static Report any(int ordinal, Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> blank(ordinal);
      case 1 -> Report.unreachable("galera-" + ordinal, "no answer");
      case 2 -> at(ordinal, B, random.nextInt(10));
      default -> at(ordinal, A, random.nextInt(10));
    };
  }

  private static Start decide(Past past, Report... reports) {
    return Start.decide(List.of(reports), past);
  }

  private static Report blank(int ordinal) {
    return new Report(
        "galera-" + ordinal, "WAITING", "", true, new Position(NIL, -1), false, false, 0);
  }

  private static Report at(int ordinal, String uuid, long seqno) {
    return new Report(
        "galera-" + ordinal, "WAITING", "", false, new Position(uuid, seqno), false, false, 0);
  }
}
