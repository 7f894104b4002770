package io.osplane.galera;

import io.osplane.Size;
import io.osplane.spi.Plane;
import io.osplane.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The files of members and proxies. */
final class GaleraConfig {
  private final GaleraSpec spec;
  private final Plane plane;

  GaleraConfig(GaleraSpec spec, Plane plane) {
    this.spec = spec;
    this.plane = plane;
  }

  Map<String, String> member() {
    Map<String, String> files = new TreeMap<>();
    for (String name :
        List.of("member.sh", "notify.sh", "answer.pl", "ask.pl", "osplane-galera.sh", "init.sql")) {
      files.put(name, Resource.text(Galera.class, name));
    }
    files.put("my.cnf", server());
    files.put("names", names());
    return files;
  }

  private String server() {
    int factor = plane.size().factor();
    return Resource.text(Galera.class, "my.cnf")
        .replace("{cluster}", spec.name().value())
        .replace("{donors}", donors())
        .replace("{bufferPool}", 64 * factor * factor + "M")
        .replace("{logFile}", (plane.size() == Size.TINY ? 32 : 512) + "M")
        .replace("{gcache}", (plane.size() == Size.TINY ? 32 : 1024) + "M")
        .replace("{connections}", Capacity.of(spec, plane.size()) + "")
        .replace(
            "{options}",
            spec.options().entrySet().stream()
                .filter(e -> !e.getKey().equals(Capacity.OPTION))
                .map(e -> e.getKey() + " = " + e.getValue())
                .collect(Collectors.joining("\n")));
  }

  /** From the highest ordinal down to 1; the comma at the end allows any other. */
  private String donors() {
    List<String> donors = new ArrayList<>();
    for (int i = spec.replicas() - 1; i > 0; i--) {
      donors.add(spec.name() + "-" + i + ",");
    }
    return String.join("", donors);
  }

  private String names() {
    String domain = GaleraManifests.nodes(spec) + "." + plane.namespace() + ".svc";
    String addresses =
        Members.names(spec).stream().map(m -> m + "." + domain).collect(Collectors.joining(","));
    return "PEERS=\"%s\"\nDOMAIN=%s\nADDRESSES=%s\n"
        .formatted(String.join(" ", Members.names(spec)), domain, addresses);
  }

  /** The proxy's file; the names are whole, because its resolver knows no search domains. */
  Map<String, String> proxy() {
    String domain = GaleraManifests.nodes(spec) + "." + plane.serviceDomain();
    StringBuilder servers = new StringBuilder();
    for (String member : Members.names(spec)) {
      servers.append(
          "  server %s %s.%s:3306 check%s%n"
              .formatted(member, member, domain, servers.isEmpty() ? "" : " backup"));
    }
    return Map.of(
        "haproxy.cfg", Resource.text(Galera.class, "haproxy.cfg").replace("{servers}\n", servers));
  }
}
