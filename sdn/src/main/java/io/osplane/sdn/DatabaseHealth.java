package io.osplane.sdn;

import io.osplane.health.Condition;
import io.osplane.sdn.Formation.Past;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How well one database is, judged from what each of its members said. Pure.
 *
 * <p>Source: the fields of {@code cluster/status} in ovsdb-server(1), and what was reported of
 * clusters that looked well and were not (kube-ovn 6907, hotsos 776).
 */
final class DatabaseHealth {
  /** The code of a database that nobody made yet, or that can be made anew. */
  static final String NOT_FORMED = "NotFormed";

  /** What clusters are made with; a second, the default, elects leaders under mere load. */
  static final long ELECTION_TIMER = 10_000;

  private final String name;
  private final List<String> addresses;
  private final List<Report> reports;
  private final List<Condition> found = new ArrayList<>();

  private DatabaseHealth(String name, List<String> addresses, List<Report> reports) {
    this.name = name;
    this.addresses = addresses;
    this.reports = reports;
  }

  /**
   * Judges.
   *
   * @param reports one of each member, in order of ordinal
   */
  static List<Condition> judge(Names names, Database database, List<Report> reports, Past past) {
    List<String> addresses =
        names.pods(database).stream().map(pod -> names.address(database, pod)).toList();
    DatabaseHealth health = new DatabaseHealth(names.set(database), addresses, reports);
    if (reports.stream().noneMatch(Report::isReachable)) {
      return List.of(
          Condition.unknown(
              "NotSeen",
              health.name + ": no member answers",
              "Look at the pods, and whether they are reached"));
    }
    Set<String> clusters = clusters(reports);
    return switch (clusters.size()) {
      case 0 -> List.of(health.unformed(past == Past.FORMED && database == Database.NB));
      case 1 -> health.formed();
      default -> List.of(health.split(clusters));
    };
  }

  private static Set<String> clusters(List<Report> reports) {
    return reports.stream()
        .filter(Report::hasData)
        .map(Report::cluster)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Condition unformed(boolean isLost) {
    if (isLost && reports.stream().allMatch(Report::isWaiting)) {
      return Condition.down(
          "DataLost",
          name + ": there were data, and no member has them: " + table(),
          "Bring a member back with its volume, or make it anew and fill it from Neutron's"
              + " database; apply() says how");
    }
    return Condition.down(NOT_FORMED, name + ": no member has data: " + table(), "Call heal()");
  }

  private Condition split(Set<String> clusters) {
    return Condition.down(
        "SplitBrain",
        name + ": its members belong to different clusters: " + table() + "; " + clusters,
        "Keep the cluster that hosts and Neutron use; delete the pods and volumes of the others'"
            + " members one by one: they join it anew");
  }

  private List<Condition> formed() {
    List<Report> leaders = reports.stream().filter(Report::isLeader).toList();
    if (reports.stream().noneMatch(Report::takesPart)) {
      return List.of(
          Condition.down(
              "NoQuorum",
              name + ": no member sees a leader: " + table(),
              "Bring members back with their volumes until a majority runs. If a majority is lost"
                  + " for good, restore the database from the member with the longest log"));
    }
    reports.forEach(this::judgeMember);
    if (leaders.size() > 1) {
      degraded(
          "TwoLeaders",
          leaders.get(0).member() + " and " + leaders.get(1).member() + " both lead",
          "Wait for one of them to notice; if it lasts, restart the one with the lower term");
    }
    leaders.stream().findFirst().ifPresent(this::judgeLeader);
    if (found.isEmpty()) {
      found.add(Condition.healthy("Serving", name + ": " + reports.size() + " members serve"));
    }
    return List.copyOf(found);
  }

  private void judgeMember(Report report) {
    if (report.takesPart()) {
      return;
    }
    if (report.status().equals("joining cluster")) {
      degraded(
          "Joining",
          report.member() + " is on its way in",
          "Wait; if it lasts longer than minutes, look at its log");
    } else {
      degraded(
          "MemberLost",
          report + " takes no part",
          "It comes back by itself; look at its pod if it does not");
    }
  }

  private void judgeLeader(Report leader) {
    List<String> servers = new ArrayList<>(leader.servers());
    servers.removeAll(addresses);
    if (!servers.isEmpty()) {
      degraded(
          "SurplusServer",
          "the cluster counts servers that are not wanted: " + String.join(", ", servers),
          "Run ovs-appctl cluster/kick for each of them on " + leader.member());
    }
    if (leader.servers().stream().distinct().count() < leader.servers().size()) {
      degraded(
          "StaleServer",
          "the cluster counts a server whose member has a new one",
          "Wait: the leader removes it within seconds once the new one has joined");
    }
    if (leader.electionTimer() != ELECTION_TIMER) {
      degraded(
          "ElectionTimer",
          "an election is called for after " + leader.electionTimer() + " ms, not 10000",
          "Run ovs-appctl cluster/change-election-timer on " + leader.member());
    }
  }

  private void degraded(String code, String message, String remedy) {
    found.add(Condition.degraded(code, name + ": " + message, remedy));
  }

  private String table() {
    return reports.stream().map(Report::toString).collect(Collectors.joining("; "));
  }
}
