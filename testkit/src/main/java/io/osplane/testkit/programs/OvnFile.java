package io.osplane.testkit.programs;

import io.osplane.testkit.Volume;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A member's database file: which cluster it belongs to, and whom it counts.
 *
 * @param cluster the cluster's id
 * @param server this server's id
 * @param servers the addresses of the cluster's servers by id
 */
record OvnFile(String cluster, String server, Map<String, String> servers) {
  static final String MOUNT = "/var/lib/ovn";

  OvnFile {
    servers = Collections.unmodifiableMap(new TreeMap<>(servers));
  }

  static Optional<OvnFile> load(Volume volume, String path) {
    return volume.text(path).map(OvnFile::parse);
  }

  private static OvnFile parse(String text) {
    String[] lines = text.split("\n", -1);
    Map<String, String> servers = new TreeMap<>();
    for (int i = 2; i < lines.length - 1; i++) {
      int space = lines[i].indexOf(' ');
      servers.put(lines[i].substring(0, space), lines[i].substring(space + 1));
    }
    return new OvnFile(lines[0], lines[1], servers);
  }

  void save(Volume volume, String path) {
    StringBuilder text = new StringBuilder(cluster + "\n" + server + "\n");
    servers.forEach((id, address) -> text.append(id).append(' ').append(address).append('\n'));
    volume.write(path, text.toString());
  }

  /** A copy of the same server in a cluster of these servers. */
  OvnFile with(Map<String, String> others) {
    return new OvnFile(cluster, server, others);
  }

  /** Whether two files are of servers that count each other. */
  boolean isWith(OvnFile other) {
    return cluster.equals(other.cluster) && servers.containsKey(other.server);
  }
}
