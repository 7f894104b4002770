package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import io.osplane.testkit.Program;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** HAProxy before a database: forwards to the first server of its file that serves. */
final class Haproxy implements DatabaseServer {
  private static final int HEALTH = 9201;
  private static final Pattern SERVER = Pattern.compile("(?m)^\\s*server \\S+ ([^:\\s]+):\\d+");
  private final Container container;

  Haproxy(Container container) {
    this.container = container;
  }

  /** What its command says: before the database, or before the APIs. */
  static Program of(Container container) {
    return container.command().contains(EdgeProxy.SCRIPT)
        ? new EdgeProxy()
        : new Haproxy(container);
  }

  @Override
  public void start() {
    if (servers().isEmpty()) {
      container.log("[ALERT] (1) : config : no server in /osplane/haproxy.cfg");
      container.exit(1);
    }
  }

  @Override
  public boolean listens(int port) {
    return port == SQL_PORT || port == HEALTH;
  }

  @Override
  public HttpReply http(HttpCall call) {
    return HttpReply.of(call.port() == HEALTH ? 200 : 400, "");
  }

  @Override
  public Optional<GaleraServer> writer() {
    return servers().stream()
        .flatMap(host -> container.network().program(host, GaleraMember.class).stream())
        .map(GaleraMember::server)
        .filter(GaleraServer::serves)
        .findFirst();
  }

  private List<String> servers() {
    String file = container.text("/osplane/haproxy.cfg").orElse("");
    return SERVER.matcher(file).results().map((MatchResult r) -> r.group(1)).toList();
  }
}
