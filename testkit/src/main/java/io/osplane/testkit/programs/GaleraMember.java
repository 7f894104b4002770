package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.DefaultProgram;
import io.osplane.testkit.ExecRequest;
import io.osplane.testkit.ExecResult;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import io.osplane.testkit.Program;
import io.osplane.testkit.programs.MemberDisk.Position;
import java.time.Duration;
import java.util.Optional;

/**
 * The first process of a Galera member: on its own it only ever joins a Primary that has its
 * history; it starts a cluster only by order, or from its data as the only member of a cluster of
 * one.
 */
final class GaleraMember implements DatabaseServer {
  private static final int ANSWERS = 9200;
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration NOTICE = Duration.ofMillis(300);
  private static final Duration INCREMENT = Duration.ofSeconds(1);
  private static final Duration WHOLE_COPY = Duration.ofSeconds(4);
  private static final Duration STOP = Duration.ofSeconds(3);

  private final Container container;
  private final MemberDisk disk;
  private final GaleraNames names;
  private final GaleraServer server;
  private String phase = "";

  private record Donor(Optional<GaleraServer> server, String whyNot) {}

  private GaleraMember(Container container) {
    this.container = container;
    this.disk = new MemberDisk(container.volume(MemberDisk.MOUNT));
    this.names = GaleraNames.read(container);
    this.server = new GaleraServer(container, disk, names);
  }

  /** The program of a container with the image of Galera; one that only prepares ends well. */
  static Program of(Container container) {
    return container.finishes() ? new DefaultProgram(container) : new GaleraMember(container);
  }

  @Override
  public void start() {
    look();
    container.every(PERIOD, this::look);
  }

  @Override
  public Duration stop(Duration grace) {
    boolean isDown = server.state() == GaleraServer.State.DOWN;
    server.stop();
    return isDown ? Duration.ZERO : STOP;
  }

  @Override
  public void kill() {
    server.end();
  }

  GaleraServer server() {
    return server;
  }

  @Override
  public Optional<GaleraServer> writer() {
    return Optional.of(server).filter(GaleraServer::serves);
  }

  /** Notices what has changed around it. */
  private void look() {
    server.group().look();
    if (server.state() == GaleraServer.State.DOWN) {
      decide();
    }
  }

  private void decide() {
    if (disk.isHeld()) {
      enter("HELD", "the file meta/hold is there");
      return;
    }
    if (names.isOnlyOne() && disk.position().isKnown()) {
      bootstrap(false);
      return;
    }
    Donor donor = donor();
    donor
        .server()
        .ifPresentOrElse(
            this::join, () -> enter(donor.whyNot().isEmpty() ? "WAITING" : "HELD", donor.whyNot()));
  }

  /** The first Primary member; none if this one's data are not a part of its history. */
  private Donor donor() {
    Optional<GaleraServer> primary =
        names.servers().stream().filter(GaleraServer::serves).findFirst();
    String whyNot = primary.map(p -> whyNot(p, disk.position())).orElse("");
    return new Donor(primary.filter(p -> whyNot.isEmpty()), whyNot);
  }

  private static String whyNot(GaleraServer peer, Position mine) {
    Dataset theirs = peer.data();
    if (mine.isKnown() && !theirs.uuid().equals(mine.uuid())) {
      return "its history %s is not that of %s, %s"
          .formatted(mine.uuid(), peer.name(), theirs.uuid());
    }
    return mine.seqno() > theirs.seqno()
        ? "it is ahead of %s: %d and %d".formatted(peer.name(), mine.seqno(), theirs.seqno())
        : "";
  }

  private void join(GaleraServer donor) {
    boolean isWhole = !disk.position().isKnown();
    enter("JOINING", "");
    server.beginJoining(isWhole);
    container.after(isWhole ? WHOLE_COPY : INCREMENT, () -> joined(donor));
  }

  private void joined(GaleraServer donor) {
    if (donor.serves() && names.servers().contains(donor)) {
      server.join(donor);
    } else {
      server.end();
      enter("WAITING", "");
    }
  }

  private void enter(String name, String why) {
    Position position = disk.position();
    String text =
        "phase %s\nuuid %s\nseqno %d\nblank %s\nwhy %s\n"
            .formatted(name, position.uuid(), position.seqno(), disk.isBlank() ? "yes" : "no", why);
    if (!text.equals(phase)) {
      container.log("member: " + name + " " + why);
      container.changed();
    }
    phase = text;
  }

  @Override
  public boolean listens(int port) {
    return port == ANSWERS || (port == SQL_PORT && server.isRunning());
  }

  @Override
  public HttpReply http(HttpCall call) {
    return switch (call.path()) {
      case "/" -> HttpReply.of(server.serves() ? 200 : 503, server.note());
      case "/phase" -> HttpReply.of(200, phase + server.note());
      case "/status", "/wait" -> HttpReply.of(200, phase + server.note() + server.variables());
      case "/live" -> HttpReply.of(200, "");
      default -> HttpReply.of(404, "");
    };
  }

  @Override
  public ExecResult exec(ExecRequest request) {
    return CommandLine.run(request, this::run);
  }

  private ExecResult run(CommandLine command) {
    if (!command.startsWith("bash", "/osplane/osplane-galera.sh")) {
      return command.notFound();
    }
    return switch (String.join(" ", command.from(2)).replaceFirst(" .*", "")) {
      case "sql" -> sql(command);
      case "bootstrap" -> bootstrap(command.words().get(3), command.words().get(4));
      default -> ExecResult.failure(2, "osplane-galera sql | bootstrap NONCE POSITION\n");
    };
  }

  private ExecResult sql(CommandLine command) {
    if (!command.hasEnded()) {
      return ExecResult.moreInput();
    }
    String socket = "'/run/galera/mysqld.sock' (2)";
    return server.isRunning()
        ? Sql.run(server, command.input())
        : ExecResult.failure(
            1, "ERROR 2002 (HY000): Can't connect to local server through socket " + socket + "\n");
  }

  /** Obeys the order at once, where a real one takes seconds. */
  private ExecResult bootstrap(String nonce, String want) {
    if (!server.serves()) {
      if (server.state() != GaleraServer.State.DOWN || disk.isHeld()) {
        String seen = phase.replace('\n', ' ');
        return ExecResult.failure(4, "not Primary within five minutes: " + seen + "\n");
      }
      String refusal = refusal(nonce, want);
      if (!refusal.isEmpty()) {
        enter("WAITING", refusal);
        return ExecResult.failure(3, refusal + "\n");
      }
      bootstrap(want.equals("new"));
    }
    String written = "replace into osplane.probe (id, told) values (1, '%s');".formatted(nonce);
    return Sql.run(server, written + "show status like 'wsrep_cluster_state_uuid'");
  }

  private void bootstrap(boolean isNew) {
    enter("BOOTSTRAPPING", "");
    server.bootstrap(isNew);
    names.others().forEach(m -> m.container.after(NOTICE, m::look));
  }

  private String refusal(String nonce, String want) {
    if (donor().server().isPresent()) {
      return "refused order " + nonce + ": a Primary is there";
    }
    if (want.equals("new")) {
      return disk.isBlank() ? "" : "refused order " + nonce + ": it has data";
    }
    String position = disk.position().toString();
    return want.equals(position) ? "" : "refused order " + nonce + ": it is at " + position;
  }
}
