package io.osplane.testkit.programs;

import java.util.Optional;

/** What {@code ovs-appctl cluster/status} prints of a server. */
final class OvnStatus {
  private static final String LOST = "disconnected from the cluster (election timeout)";

  private OvnStatus() {}

  /**
   * The text.
   *
   * @param leads the id of the server that leads; empty if none does
   */
  static String of(OvnFile file, String schema, String address, Optional<String> leads) {
    StringBuilder text = new StringBuilder();
    text.append("Name: ").append(schema).append('\n');
    text.append("Cluster ID: ").append(named(file.cluster())).append('\n');
    text.append("Server ID: ").append(named(file.server())).append('\n');
    text.append("Address: ").append(address).append('\n');
    text.append("Status: ").append(leads.map(l -> "cluster member").orElse(LOST)).append('\n');
    text.append("Role: ").append(role(file, leads)).append('\n');
    text.append("Leader: ").append(leader(file, leads)).append("\n\n");
    text.append("Election timer: 10000\nServers:\n");
    file.servers().forEach((id, at) -> text.append(server(id, at)));
    return text.toString();
  }

  private static String role(OvnFile file, Optional<String> leads) {
    return leads.map(l -> l.equals(file.server()) ? "leader" : "follower").orElse("candidate");
  }

  private static String leader(OvnFile file, Optional<String> leads) {
    return leads.map(l -> l.equals(file.server()) ? "self" : brief(l)).orElse("unknown");
  }

  private static String server(String id, String address) {
    return "    %s (%s at %s)\n".formatted(brief(id), brief(id), address);
  }

  private static String named(String id) {
    return brief(id) + " (" + id + ")";
  }

  private static String brief(String id) {
    return id.substring(0, 4);
  }
}
