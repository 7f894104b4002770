package io.osplane.sdn;

import io.osplane.error.UnreachableException;
import io.osplane.spi.Member;
import io.osplane.spi.Probe;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the members of a database are asked and told. */
final class Members {
  static final String CONTROL = "/osplane/control.sh";
  private static final Duration QUESTION = Duration.ofSeconds(15);
  private static final Duration ORDER = Duration.ofSeconds(90);

  private Members() {}

  /** What every member says, in order of ordinal; asked side by side. */
  static List<Report> reports(List<String> pods, Probe probe) {
    return probe.ask(pods, Members::report);
  }

  /** What every member of both databases says, in order of ordinal; asked side by side. */
  static Map<Database, List<Report>> reports(Names names, Probe probe) {
    List<Report> all =
        reports(
            Stream.of(Database.NB, Database.SB).flatMap(d -> names.pods(d).stream()).toList(),
            probe);
    Map<Database, List<Report>> each = new EnumMap<>(Database.class);
    each.put(Database.NB, all.subList(0, names.replicas()));
    each.put(Database.SB, all.subList(names.replicas(), all.size()));
    return each;
  }

  private static Report report(String pod, Member member) {
    try {
      Member.Result result = member.exec(QUESTION, "", "bash", CONTROL, "report");
      return result.code() == 0 ? Report.parse(pod, result.out()) : Report.unreachable(pod);
    } catch (UnreachableException e) {
      return Report.unreachable(pod);
    }
  }

  /** Tells a member something that takes its time. */
  static Member.Result order(Probe probe, String pod, String... words) {
    String[] command = new String[words.length + 2];
    command[0] = "bash";
    command[1] = CONTROL;
    System.arraycopy(words, 0, command, 2, words.length);
    return probe.member(pod).exec(ORDER, "", command);
  }
}
