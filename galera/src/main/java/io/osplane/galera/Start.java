package io.osplane.galera;

import io.osplane.galera.Report.Position;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who starts a cluster that nobody runs, decided over what every expected member said. Pure.
 *
 * <ol>
 *   <li>If a member is Primary with a history, there is nothing to decide: the others join it.
 *   <li>Every expected member must have reported, and none may be on its way.
 *   <li>If none has data and none ever had, the lowest ordinal makes the cluster.
 *   <li>The members with a known position must have one history, and must be a majority, unless the
 *       cluster was never complete and the others never had data.
 *   <li>The highest seqno starts it; of equals the lowest ordinal. The flag {@code
 *       safe_to_bootstrap} is not looked at: after a simultaneous stop it is 0 everywhere, after a
 *       failed start it can be 1 on the wrong member.
 *   <li>A history or a seqno below what was once seen is refused: it would lose what came after.
 * </ol>
 *
 * Anything else is for a person to decide, who is shown what each member said.
 *
 * <p>Source: the recovery of Percona's and MariaDB's operators and the data losses reported to them
 * (mariadb-operator 1108 and 1626, K8SPXC-824 and K8SPXC-1828).
 */
sealed interface Start {
  /** A member is Primary already. */
  record Running(Report member) implements Start {}

  /** Wait: a member has not reported yet, or is on its way. */
  record Wait(String why) implements Start {}

  /**
   * This member starts the cluster.
   *
   * @param member its name
   * @param position its position, or {@code new} for a cluster without data
   */
  record From(String member, String position) implements Start {}

  /** A person must decide. */
  record Refuse(String why, List<Report> reports) implements Start {
    String table() {
      return why
          + reports.stream()
              .map(r -> System.lineSeparator() + "  " + r)
              .collect(Collectors.joining());
    }
  }

  /**
   * What is known from before.
   *
   * @param wasComplete whether every member once had the data
   * @param highest the highest position that was seen; unknown if none was
   */
  record Past(boolean wasComplete, Position highest) {}

  /**
   * Decides.
   *
   * @param reports one of each expected member, in order of ordinal
   */
  static Start decide(List<Report> reports, Past past) {
    for (Report report : reports) {
      if (report.isPrimary() && report.position().isKnown()) {
        return new Running(report);
      }
    }
    for (Report report : reports) {
      if (!report.isWaiting()) {
        return new Wait(report.toString());
      }
    }
    List<Report> withData = reports.stream().filter(r -> r.position().isKnown()).toList();
    return withData.isEmpty() ? withoutData(reports, past) : fromData(reports, withData, past);
  }

  private static Start withoutData(List<Report> reports, Past past) {
    if (past.highest().isKnown()) {
      return new Refuse("no member has the data that were there before", reports);
    }
    return reports.stream().allMatch(Report::isBlank)
        ? new From(reports.get(0).member(), "new")
        : new Refuse("a member has data whose position cannot be told", reports);
  }

  private static Start fromData(List<Report> all, List<Report> withData, Past past) {
    Set<String> histories =
        withData.stream().map(r -> r.position().uuid()).collect(Collectors.toSet());
    if (histories.size() > 1) {
      return new Refuse("the members have different histories", all);
    }
    boolean othersNeverHadData =
        !past.wasComplete() && all.stream().allMatch(r -> r.isBlank() || r.position().isKnown());
    if (withData.size() * 2 <= all.size() && !othersNeverHadData) {
      return new Refuse("no majority of the members has data", all);
    }
    Report source =
        withData.stream()
            .max(Comparator.comparingLong((Report r) -> r.position().seqno()))
            .orElseThrow();
    Position known = past.highest();
    if (known.isKnown() && !known.uuid().equals(source.position().uuid())) {
      return new Refuse("the history " + known.uuid() + " that was there before is gone", all);
    }
    if (known.isKnown() && source.position().seqno() < known.seqno()) {
      return new Refuse("transaction " + known.seqno() + " was once there and is gone", all);
    }
    return new From(source.member(), source.position().toString());
  }
}
