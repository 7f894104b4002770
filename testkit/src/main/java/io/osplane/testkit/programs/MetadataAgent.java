package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.ExecRequest;
import io.osplane.testkit.ExecResult;
import io.osplane.testkit.Program;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Neutron's metadata agent on a host. It passes guests' questions on from when it first reached the
 * southbound database, which knows it from then on; without the secret in common it does not start.
 */
final class MetadataAgent implements Program {
  static final String SCRIPT = "/osplane/metadata.sh";
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration DRAIN = Duration.ofSeconds(1);
  private final Container container;
  private final ServiceConfig config;
  private final OvnLink southbound;
  private boolean isReady;

  MetadataAgent(Container container) {
    this.container = container;
    this.config =
        ServiceConfig.read(
            container, List.of("/osplane/metadata.ini", "/osplane-secrets/secrets.ini"));
    this.southbound = new OvnLink(container, config);
  }

  @Override
  public void start() {
    if (config.option("DEFAULT", "metadata_proxy_shared_secret", "").isEmpty()) {
      container.log("ERROR neutron no metadata_proxy_shared_secret");
      container.exit(1);
      return;
    }
    look();
    container.every(INTERVAL, this::look);
  }

  private void look() {
    southbound
        .serving()
        .forEach(
            member -> {
              member.meet(this);
              become(true);
            });
  }

  private void become(boolean ready) {
    if (isReady != ready) {
      isReady = ready;
      container.changed();
    }
  }

  String host() {
    return container.env().getOrDefault("NODE", "");
  }

  /** The same for each agent of a host. */
  String id() {
    return UUID.nameUUIDFromBytes(host().getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Whether this is what runs on its host, as somebody sees it who reaches it. */
  boolean isReachedBy(Container other) {
    return other.network().programs(container.podIp(), MetadataAgent.class).contains(this);
  }

  @Override
  public ExecResult exec(ExecRequest request) {
    return CommandLine.run(
        request,
        command -> {
          if (!command.startsWith("bash", SCRIPT, "ready")) {
            return command.notFound();
          }
          return isReady ? ExecResult.success("") : ExecResult.failure(1, "");
        });
  }

  @Override
  public Duration stop(Duration grace) {
    return DRAIN;
  }

  @Override
  public boolean listens(int port) {
    return false;
  }
}
