package io.osplane.galera;

import io.osplane.health.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How well a cluster is, judged from what every expected member said. Pure. */
final class GaleraHealth {
  /** The code of a cluster that nobody runs and that can be started from its data. */
  static final String STOPPED = "Stopped";

  private GaleraHealth() {}

  /**
   * Judges.
   *
   * @param reports one of each expected member
   */
  static List<Condition> judge(List<Report> reports) {
    List<Report> primary = reports.stream().filter(Report::isPrimary).toList();
    if (primary.isEmpty()) {
      return List.of(nobodyServes(reports));
    }
    Set<String> histories =
        primary.stream().map(r -> r.position().uuid()).collect(Collectors.toSet());
    if (histories.size() > 1) {
      return List.of(
          Condition.down(
              "SplitBrain",
              "two histories are Primary: " + histories,
              "Stop one side by the file meta/hold in its volume, after looking at both"));
    }
    if (!primary.get(0).position().isKnown()) {
      return List.of(
          Condition.down(
              "ZeroHistory",
              "the cluster runs without a history: its data were never compared",
              "Stop every member, then heal()"));
    }
    return served(reports);
  }

  private static Condition nobodyServes(List<Report> reports) {
    String table = reports.stream().map(Report::toString).collect(Collectors.joining("; "));
    if (reports.stream().allMatch(r -> r.phase().equals(Report.UNREACHABLE))) {
      return Condition.unknown(
          "NotSeen",
          "no member answers: " + table,
          "Look at the pods, and whether they are reached");
    }
    if (reports.stream().allMatch(Report::isWaiting)) {
      return Condition.down(STOPPED, "every member waits: " + table, "Call heal()");
    }
    return Condition.down(
        "NoPrimary",
        "no member is Primary: " + table,
        "Wait until every member waits, then heal()");
  }

  private static List<Condition> served(List<Report> reports) {
    List<Condition> found = new ArrayList<>();
    for (Report report : reports) {
      if (!report.isPrimary() || !report.isSynced()) {
        found.add(
            Condition.degraded(
                report.phase().equals("HELD") ? "MemberHeld" : "MemberLost",
                report.toString(),
                report.phase().equals("HELD")
                    ? "Look at its data: it holds what the others do not have"
                    : "It comes back by itself; look at its pod if it does not"));
      }
    }
    if (found.isEmpty()) {
      found.add(
          Condition.healthy(
              "Synced", reports.size() + " members, history " + reports.get(0).position().uuid()));
    }
    return found;
  }
}
