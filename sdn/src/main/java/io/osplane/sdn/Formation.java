package io.osplane.sdn;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Who makes a database's cluster, decided over what every member said. Pure.
 *
 * <ol>
 *   <li>If a member has data, there is nothing to decide: the empty ones join by themselves.
 *   <li>Every member must have been heard, and wait without a file.
 *   <li>If none ever had data, the lowest ordinal makes the cluster; so it does again where it was
 *       told to and nobody heard that it did, for nothing was written to it then.
 *   <li>If there were data, the northbound database is refused: only a person knows whether a
 *       backup exists. The southbound one is made anew, for it follows from the northbound one.
 * </ol>
 *
 * <p>Source: the bootstrap guards of OVN's deployments, each made after a member that had lost its
 * volume formed a second cluster (kube-ovn 5669, atmosphere 889).
 */
sealed interface Formation {
  /**
   * A member has data.
   *
   * @param cluster the cluster's id
   */
  record Formed(String cluster) implements Formation {}

  /** A member was not heard, or is on its way. */
  record Wait(String why) implements Formation {}

  /** This member makes the cluster. */
  record Create(String member) implements Formation {}

  /** There were data, and no member has them. */
  record Lost(String table) implements Formation {}

  /** What the records say of the time before. */
  enum Past {
    /** No cluster was ever ordered. */
    NONE,
    /** A member was told to make one; nobody heard whether it did. */
    ORDERED,
    /** There was one. */
    FORMED
  }

  /**
   * Decides.
   *
   * @param reports one of each member, in order of ordinal
   */
  static Formation decide(Database database, List<Report> reports, Past past) {
    for (Report report : reports) {
      if (report.hasData()) {
        return new Formed(report.cluster());
      }
    }
    List<String> others =
        reports.stream().filter(r -> !r.isWaiting()).map(Report::toString).toList();
    if (!others.isEmpty()) {
      return new Wait(String.join("; ", others));
    }
    return past == Past.FORMED && database == Database.NB
        ? new Lost(reports.stream().map(Report::toString).collect(Collectors.joining("; ")))
        : new Create(reports.get(0).member());
  }
}
