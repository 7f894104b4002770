package io.osplane.testkit.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.osplane.testkit.Container;
import io.osplane.testkit.DefaultProgram;
import io.osplane.testkit.ExecRequest;
import io.osplane.testkit.ExecResult;
import io.osplane.testkit.Program;
import io.osplane.testkit.Volume;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A member of OVN's northbound or southbound database. On its own it only ever starts from its file
 * or joins others that serve; it makes a cluster by order. An election takes no time: of the
 * servers that run, if they are a majority, the lowest ordinal leads.
 */
final class OvnMember implements Program {
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final String LEFT = "left";

  private final Container container;
  private final Volume volume;
  private final Volume run;
  private final String database;
  private final String domain;
  private boolean isOpen;
  private String holder = "";

  private OvnMember(Container container) {
    this.container = container;
    this.volume = container.volume(OvnFile.MOUNT);
    this.run = container.volume("/run/ovn");
    this.database = container.env().getOrDefault("DATABASE", "");
    this.domain = container.env().getOrDefault("DOMAIN", "");
  }

  /** The program of a container with the image of OVN, by its command. */
  static Program of(Container container) {
    if (container.command().contains("/osplane/member.sh")) {
      return new OvnMember(container);
    }
    return container.command().contains("/osplane/northd.sh")
        ? new OvnNorthd(container)
        : new DefaultProgram(container);
  }

  @Override
  public void start() {
    look();
    container.every(PERIOD, this::look);
  }

  private String path() {
    return "data/" + database + ".db";
  }

  private Optional<OvnFile> file() {
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

  /** Whether clients are let in, and a leader is there. */
  boolean serves() {
    return isOpen && leader().isPresent();
  }

  /**
   * Asks for the lock of this database's cluster, which one client holds as long as it runs.
   *
   * @param address the client's
   */
  boolean lock(String address) {
    return leader().filter(leader -> leader.give(address)).isPresent();
  }

  private boolean give(String address) {
    boolean isHeld =
        container
            .network()
            .program(holder, OvnNorthd.class)
            .filter(OvnNorthd::isConnected)
            .isPresent();
    holder = isHeld ? holder : address;
    return holder.equals(address);
  }

  /** The other members of the list that run and are reached. */
  private List<OvnMember> others() {
    return container
        .text("/peers/" + database)
        .orElse("")
        .lines()
        .filter(peer -> !peer.equals(container.pod()))
        .flatMap(peer -> container.network().program(peer + "." + domain, OvnMember.class).stream())
        .toList();
  }

  /** The servers of this one's cluster that run and are reached, itself among them. */
  private List<OvnMember> present(OvnFile mine) {
    return Stream.concat(Stream.of(this), others().stream())
        .filter(m -> m.file().filter(mine::isWith).isPresent())
        .sorted((a, b) -> Integer.compare(a.container.ordinal(), b.container.ordinal()))
        .toList();
  }

  private Optional<OvnMember> leader() {
    return file()
        .map(this::present)
        .filter(p -> p.size() * 2 > file().map(f -> f.servers().size()).orElse(0))
        .map(p -> p.get(0));
  }

  /** Notices what has changed around it. */
  private void look() {
    if (file().isEmpty()) {
      isOpen = false;
      if (!hasLeft()) {
        others().stream().filter(OvnMember::serves).findFirst().ifPresent(this::join);
      }
    }
    Optional<OvnMember> leader = leader();
    leader.flatMap(OvnMember::file).ifPresent(theirs -> learn(theirs.servers()));
    if (leader.isPresent() && !isOpen) {
      isOpen = true;
      container.changed();
    }
  }

  private void learn(Map<String, String> servers) {
    file().ifPresent(mine -> save(mine.with(servers)));
  }

  /** Whoever has this address already lost its file: the leader removes it. */
  private void join(OvnMember member) {
    String id = newId();
    OvnFile theirs = member.file().orElseThrow();
    Map<String, String> servers = new TreeMap<>(theirs.servers());
    servers.values().removeIf(address()::equals);
    servers.put(id, address());
    member.present(theirs).forEach(m -> m.learn(servers));
    save(new OvnFile(theirs.cluster(), id, servers));
    container.log("member: joined " + theirs.cluster());
  }

  private String newId() {
    String seed = container.pod() + container.podIp() + container.now();
    return UUID.nameUUIDFromBytes(seed.getBytes(UTF_8)).toString();
  }

  private boolean hasLeft() {
    return run.text(LEFT).isPresent();
  }

  @Override
  public boolean listens(int port) {
    return isOpen && String.valueOf(port).equals(container.env().get("CLIENT"));
  }

  @Override
  public ExecResult exec(ExecRequest request) {
    return CommandLine.run(request, this::run);
  }

  private ExecResult run(CommandLine command) {
    if (!command.startsWith("bash", "/osplane/control.sh")) {
      return command.notFound();
    }
    return switch (command.words().get(2)) {
      case "report" -> ExecResult.success(report());
      case "create" -> create();
      case "leave" -> leave();
      default -> ExecResult.success("");
    };
  }

  /** Obeys the order at once, where a real one takes a second. */
  private ExecResult create() {
    if (file().isEmpty() && others().stream().noneMatch(OvnMember::serves)) {
      String id = newId();
      save(new OvnFile(UUID.fromString(id).toString(), id, Map.of(id, address())));
    }
    look();
    others().forEach(m -> m.container.after(PERIOD, m::look));
    return serves() ? ExecResult.success("") : ExecResult.failure(4, "it does not serve\n");
  }

  private ExecResult leave() {
    run.write(LEFT, "");
    Optional<OvnFile> mine = file();
    if (mine.isPresent() && leader().isEmpty()) {
      return ExecResult.failure(4, "it is still a member after a minute\n");
    }
    mine.ifPresent(
        file -> {
          Map<String, String> rest = new TreeMap<>(file.servers());
          rest.remove(file.server());
          present(file).forEach(m -> m.learn(rest));
        });
    volume.delete(path());
    look();
    return ExecResult.success("");
  }

  private String phase() {
    if (file().isEmpty()) {
      return hasLeft() ? "LEFT" : "WAITING";
    }
    return isOpen ? "SERVING" : "STARTING";
  }

  private String report() {
    String own = "phase %s\nfile %s\n".formatted(phase(), file().isPresent() ? "yes" : "no");
    return own + file().map(this::status).orElse("");
  }

  private String status(OvnFile file) {
    Optional<String> leads = leader().flatMap(OvnMember::file).map(OvnFile::server);
    return OvnStatus.of(file, container.env().getOrDefault("SCHEMA", ""), address(), leads);
  }
}
