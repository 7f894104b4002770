package io.osplane.compute;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.ComponentName;
import io.osplane.error.RefusedException;
import io.osplane.spi.Act;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Needs;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import io.osplane.spi.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A server of our own, from nothing to nothing: image, network, boot, address, console, deletion.
 * What an earlier one that was cut off left behind goes first.
 *
 * @param host where it is to run, even if that is disabled; empty for any host
 * @param nova whose user asks
 */
record Trial(Optional<String> host, ComponentName nova) implements Act.Action {
  private static final String REMEDY =
      "Look at the health of Nova, Neutron and OVN, and at the logs of the host's pods; then verify"
          + " again";

  /** On any host that takes servers. */
  static Trial anywhere(ComponentName nova) {
    return new Trial(Optional.empty(), nova);
  }

  /** On exactly this host. */
  static Trial on(String host, ComponentName nova) {
    return new Trial(Optional.of(host), nova);
  }

  Act task() {
    return Act.of(
        "server",
        Needs.none(),
        "Boot a server, look for its address and its word on the console, and delete it",
        Map.of(),
        this);
  }

  @Override
  public boolean isSo(Probe probe) {
    return false;
  }

  @Override
  public void makeSo(Site site) throws InterruptedException {
    IdentityClaim user = HostBook.user(nova);
    CloudApi api = CloudApi.as(site, user);
    if (host.isPresent()) {
      String there = host.get();
      site.await("host " + there + " is in the network", view -> connected(there, api));
    } else {
      refuseWithoutHosts(api);
    }
    Belongings belongings = Belongings.of(site, user, host);
    belongings.sweep();
    try {
      prove(site, api, belongings);
    } finally {
      belongings.sweep();
    }
  }

  private static Verdict connected(String host, CloudApi api) {
    String missing = api.unconnected(host);
    return missing.isEmpty() ? Verdict.met() : Verdict.notYet(missing);
  }

  private static void refuseWithoutHosts(CloudApi api) {
    if (api.services().stream().noneMatch(s -> s.isUp() && s.isEnabled())) {
      throw new RefusedException(
          "boot a server",
          "no host takes servers",
          "Label a node with osplane.io/host.PLANE, or enable a host");
    }
  }

  private void prove(Site site, CloudApi api, Belongings belongings) throws InterruptedException {
    String word = "OSPLANE-" + UUID.randomUUID();
    belongings.prepare(BootSector.saying(word));
    host.ifPresent(api.placement()::admitForced);
    String server = belongings.server();
    site.await("the server runs", view -> running(belongings.look(server)));
    site.await("its port is up", view -> connected(belongings.port(server)));
    site.await(
        "its word is on its console",
        view ->
            belongings.console(server).contains(word)
                ? Verdict.met()
                : Verdict.notYet("its console does not say it"));
  }

  private static Verdict running(JsonNode server) {
    String status = server.path("status").asText();
    return switch (status) {
      case "ACTIVE" -> Verdict.met();
      case "ERROR" ->
          Verdict.failed("it failed: " + server.at("/fault/message").asText("no reason"), REMEDY);
      default -> Verdict.notYet(status + " " + server.path("OS-EXT-STS:task_state").asText());
    };
  }

  private static Verdict connected(JsonNode port) {
    boolean hasAddress = !port.at("/fixed_ips/0/ip_address").asText().isEmpty();
    return hasAddress && port.path("status").asText().equals("ACTIVE")
        ? Verdict.met()
        : Verdict.notYet("it is " + port.path("status").asText("not there"));
  }
}
