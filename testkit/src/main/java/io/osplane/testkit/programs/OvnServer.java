package io.osplane.testkit.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.osplane.testkit.Container;
import io.osplane.testkit.Volume;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A member's part of the cluster of its database. An election takes no time: of the servers that
 * run, if they are a majority, the lowest ordinal leads.
 */
final class OvnServer {
  private final Container container;
  private final Volume volume;
  private final String database;
  private final String domain;
  private String holder = "";

  OvnServer(Container container) {
    this.container = container;
    this.volume = container.volume(OvnFile.MOUNT);
    this.database = container.env().getOrDefault("DATABASE", "");
    this.domain = container.env().getOrDefault("DOMAIN", "");
  }

  private String path() {
    return "data/" + database + ".db";
  }

  Optional<OvnFile> file() {
    return OvnFile.load(volume, path());
  }

  private void save(OvnFile file) {
    if (!file().equals(Optional.of(file))) {
      file.save(volume, path());
      container.changed();
    }
  }

  private String address() {
    return "tcp:%s.%s:%s".formatted(container.pod(), domain, container.env().get("RAFT"));
  }

  /** The other members of the list that run and are reached. */
  List<OvnMember> others() {
    return container
        .text("/peers/" + database)
        .orElse("")
        .lines()
        .filter(peer -> !peer.equals(container.pod()))
        .flatMap(peer -> container.network().program(peer + "." + domain, OvnMember.class).stream())
        .toList();
  }

  /** The servers of this one's cluster that run and are reached, itself among them. */
  private List<OvnServer> present(OvnFile mine) {
    return Stream.concat(Stream.of(this), others().stream().map(OvnMember::server))
        .filter(s -> s.file().filter(mine::isWith).isPresent())
        .sorted(Comparator.comparingInt(s -> s.container.ordinal()))
        .toList();
  }

  /** Who leads; empty without a file or a majority. */
  Optional<OvnServer> leader() {
    return file()
        .flatMap(
            mine -> {
              List<OvnServer> present = present(mine);
              return present.size() * 2 > mine.servers().size()
                  ? Optional.of(present.get(0))
                  : Optional.empty();
            });
  }

  /** Learns from the leader whom the cluster counts. */
  void follow() {
    leader().flatMap(OvnServer::file).ifPresent(theirs -> learn(theirs.servers()));
  }

  private void learn(Map<String, String> servers) {
    file().ifPresent(mine -> save(mine.with(servers)));
  }

  /** Makes a cluster of this server alone. */
  void found() {
    String id = newId();
    save(new OvnFile(id, id, Map.of(id, address())));
  }

  /** Whoever has this address already lost its file: the leader removes it. */
  void join(OvnServer member) {
    String id = newId();
    OvnFile theirs = member.file().orElseThrow();
    Map<String, String> servers = new TreeMap<>(theirs.servers());
    servers.values().removeIf(address()::equals);
    servers.put(id, address());
    member.present(theirs).forEach(s -> s.learn(servers));
    save(new OvnFile(theirs.cluster(), id, servers));
  }

  /** Is counted no more, and has no file any more. */
  void leave() {
    file()
        .ifPresent(
            mine -> {
              Map<String, String> rest = new TreeMap<>(mine.servers());
              rest.remove(mine.server());
              present(mine).forEach(s -> s.learn(rest));
            });
    volume.delete(path());
  }

  private String newId() {
    String seed = container.pod() + container.podIp() + container.now();
    return UUID.nameUUIDFromBytes(seed.getBytes(UTF_8)).toString();
  }

  /** Gives the lock of the leader's database, which one client holds as long as it runs. */
  boolean give(String address) {
    boolean isHeld =
        container
            .network()
            .program(holder, OvnNorthd.class)
            .filter(OvnNorthd::isConnected)
            .isPresent();
    holder = isHeld ? holder : address;
    return holder.equals(address);
  }

  /** As {@code cluster/status} prints it; nothing without a file. */
  String status() {
    Optional<String> leads = leader().flatMap(OvnServer::file).map(OvnFile::server);
    String schema = container.env().getOrDefault("SCHEMA", "");
    return file().map(mine -> OvnStatus.of(mine, schema, address(), leads)).orElse("");
  }
}
