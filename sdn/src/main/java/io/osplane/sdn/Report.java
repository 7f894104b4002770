package io.osplane.sdn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one member of a database said of itself.
 *
 * @param member its pod's name
 * @param phase what its first process does; {@code UNREACHABLE} if it said nothing
 * @param hasFile whether it has a database file
 * @param cluster the cluster's id; empty if its server knows none
 * @param status its server's words for how it belongs to the cluster; empty if none runs
 * @param role {@code leader}, {@code follower} or {@code candidate}; empty if none runs
 * @param leader who leads: {@code self}, a short server id, {@code unknown}; empty if none runs
 * @param electionTimer after how many milliseconds without a leader it calls for an election; 0 if
 *     none runs
 * @param servers the addresses of the cluster's servers, as it knows them: one for each server
 */
record Report(
    String member,
    String phase,
    boolean hasFile,
    String cluster,
    String status,
    String role,
    String leader,
    long electionTimer,
    List<String> servers) {
  private static final String UNREACHABLE = "UNREACHABLE";
  private static final Pattern FIELD = Pattern.compile("([A-Z][A-Za-z ]+): (.*)");
  private static final Pattern CLUSTER = Pattern.compile("[0-9a-f]+ \\(([-0-9a-f]{36})\\)");
  private static final Pattern SERVER = Pattern.compile(" +[0-9a-f]+ \\([0-9a-f]+ at ([^)]+)\\).*");

  Report {
    servers = List.copyOf(servers);
  }

  /** Nothing was heard of a member. */
  static Report unreachable(String member) {
    return new Report(member, UNREACHABLE, false, "", "", "", "", 0, List.of());
  }

  /** Reads what {@code control.sh report} prints: two lines of its own, then the server's. */
  static Report parse(String member, String text) {
    Map<String, String> fields = new HashMap<>();
    List<String> servers = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher server = SERVER.matcher(line);
      if (server.matches()) {
        servers.add(server.group(1));
      } else if (line.startsWith("phase ") || line.startsWith("file ")) {
        fields.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
      } else {
        read(line, fields);
      }
    }
    Matcher cluster = CLUSTER.matcher(fields.getOrDefault("Cluster ID", ""));
    return new Report(
        member,
        fields.getOrDefault("phase", UNREACHABLE),
        fields.getOrDefault("file", "no").equals("yes"),
        cluster.matches() ? cluster.group(1) : "",
        fields.getOrDefault("Status", ""),
        fields.getOrDefault("Role", ""),
        fields.getOrDefault("Leader", ""),
        Long.parseLong(fields.getOrDefault("Election timer", "0")),
        servers);
  }

  private static void read(String line, Map<String, String> fields) {
    Matcher field = FIELD.matcher(line);
    if (field.matches()) {
      fields.put(field.group(1), field.group(2).strip());
    }
  }

  boolean isReachable() {
    return !phase.equals(UNREACHABLE);
  }

  /** Whether it has data: a file that only wants to join has none. */
  boolean hasData() {
    return hasFile && !cluster.isEmpty();
  }

  /** Whether it waits for somebody to join or for an order. */
  boolean isWaiting() {
    return phase.equals("WAITING") && !hasFile;
  }

  /** Whether it belongs to the cluster and follows a leader, or is it. */
  boolean takesPart() {
    return status.equals("cluster member") && !leader.isEmpty() && !leader.equals("unknown");
  }

  boolean isLeader() {
    return takesPart() && role.equals("leader");
  }

  @Override
  public String toString() {
    return "%s %s %s%s"
        .formatted(
            member,
            phase,
            hasFile ? "with a file" : "without a file",
            status.isEmpty() ? "" : ", " + status + ", " + role);
  }
}
