package io.osplane.galera;

import java.util.HashMap;
import java.util.Map;

/**
 * What one member said of itself.
 *
 * @param member its pod's name
 * @param phase what its first process does; {@code UNREACHABLE} if it said nothing
 * @param why what keeps it from joining; empty if nothing does
 * @param isBlank whether it has no data
 * @param position where its data are
 * @param isPrimary whether its server is part of a Primary component
 * @param isSynced whether its server has all of the component's data
 * @param clusterSize how many members its server sees; 0 if it does not say
 */
record Report(
    String member,
    String phase,
    String why,
    boolean isBlank,
    Position position,
    boolean isPrimary,
    boolean isSynced,
    int clusterSize) {
  static final String UNREACHABLE = "UNREACHABLE";

  /**
   * A place in the history of a cluster.
   *
   * @param uuid the history's identity; zeros for none
   * @param seqno the last transaction; -1 for unknown
   */
  record Position(String uuid, long seqno) {
    private static final String NIL = "00000000-0000-0000-0000-000000000000";

    /** Whether it says anything. */
    boolean isKnown() {
      return !uuid.equals(NIL) && seqno >= 0;
    }

    @Override
    public String toString() {
      return uuid + ":" + seqno;
    }
  }

  /** Nothing was heard of a member. */
  static Report unreachable(String member, String why) {
    return new Report(
        member, UNREACHABLE, why, false, new Position(Position.NIL, -1), false, false, 0);
  }

  /** Reads what a member's port 9200 says: a key and a value in each line. */
  static Report parse(String member, String text) {
    Map<String, String> said = new HashMap<>();
    text.lines()
        .forEach(
            line -> {
              int space = line.indexOf(' ');
              if (space > 0) {
                said.put(line.substring(0, space), line.substring(space + 1).strip());
              }
            });
    boolean isUp = said.containsKey("wsrep_cluster_status");
    return new Report(
        member,
        said.getOrDefault("phase", UNREACHABLE),
        said.getOrDefault("why", ""),
        said.getOrDefault("blank", "no").equals("yes"),
        isUp
            ? position(said, "wsrep_cluster_state_uuid", "wsrep_last_committed")
            : position(said, "uuid", "seqno"),
        said.getOrDefault("wsrep_cluster_status", "").equals("Primary"),
        said.getOrDefault("wsrep_local_state_comment", "").equals("Synced"),
        (int) number(said.getOrDefault("wsrep_cluster_size", "0")));
  }

  private static Position position(Map<String, String> said, String uuid, String seqno) {
    return new Position(
        said.getOrDefault(uuid, Position.NIL), number(said.getOrDefault(seqno, "-1")));
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Whether it waits for somebody to join or for an order. */
  boolean isWaiting() {
    return phase.equals("WAITING") || phase.equals("HELD");
  }

  @Override
  public String toString() {
    return "%s %s %s%s%s"
        .formatted(
            member,
            phase,
            isBlank ? "without data" : "at " + position,
            isPrimary ? ", Primary" : "",
            why.isEmpty() ? "" : ", " + why);
  }
}
