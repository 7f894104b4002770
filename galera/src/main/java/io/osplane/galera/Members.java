package io.osplane.galera;

import io.osplane.error.OsplaneException;
import io.osplane.error.UnreachableException;
import io.osplane.spi.Member;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import io.osplane.spi.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The members of one cluster: their names, what they say, and statements to them. */
final class Members {
  static final String CONTROL = "/osplane/osplane-galera.sh";
  private static final int ANSWERS = 9200;
  private static final Duration STATEMENT = Duration.ofSeconds(30);

  private Members() {}

  /** The pods' names, in order of ordinal. */
  static List<String> names(GaleraSpec spec) {
    return IntStream.range(0, spec.replicas()).mapToObj(i -> spec.name() + "-" + i).toList();
  }

  /** What every expected member says, in order of ordinal; asked side by side. */
  static List<Report> reports(GaleraSpec spec, Probe probe, String path) {
    return probe.ask(names(spec), (name, member) -> report(name, member, path));
  }

  private static Report report(String name, Member member, String path) {
    try {
      Member.Answer answer = member.http("GET", ANSWERS, path, Map.of(), "");
      return answer.status() == 200
          ? Report.parse(name, answer.body())
          : Report.unreachable(name, "no answer (" + answer.status() + ")");
    } catch (UnreachableException e) {
      return Report.unreachable(name, "no answer");
    }
  }

  /** A member that serves; one that just gives its data to another does not. */
  static Optional<Report> serving(GaleraSpec spec, Probe probe) {
    return reports(spec, probe, "/status").stream()
        .filter(r -> r.isPrimary() && r.isSynced())
        .findFirst();
  }

  /** Waits for a member that serves. */
  static void awaitServing(GaleraSpec spec, Site site) throws InterruptedException {
    site.await(
        "a member of " + spec.name() + " that is Primary and Synced",
        view ->
            serving(spec, site).isPresent()
                ? Verdict.met()
                : Verdict.notYet("none serves: one that joins may be given the data just now"));
  }

  /**
   * Statements to a member that serves; the answer's rows, with tabs between values.
   *
   * @throws OsplaneException if no member serves, or one refuses the statements
   */
  static String sql(GaleraSpec spec, Probe probe, String statements) {
    Report serving =
        serving(spec, probe)
            .orElseThrow(
                () ->
                    new OsplaneException(
                        "no member of database cluster " + spec.name() + " is Primary and Synced",
                        "Call heal(), then apply again"));
    Member.Result result =
        probe.member(serving.member()).exec(STATEMENT, statements, "bash", CONTROL, "sql");
    if (result.code() != 0) {
      throw new OsplaneException(
          "member " + serving.member() + " refused a statement: " + result.err().strip(),
          "Look at the log of pod " + serving.member());
    }
    return result.out();
  }
}
