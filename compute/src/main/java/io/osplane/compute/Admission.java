package io.osplane.compute;

import io.osplane.ComponentName;
import io.osplane.error.RefusedException;
import io.osplane.spi.Act;
import io.osplane.spi.Needs;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A host that waits is tested by a server on exactly that host, and is enabled if it passes. A fake
 * host, on which a server proves nothing, is enabled as it is.
 *
 * @param service the host's agent
 * @param isFake whether it has no hypervisor
 * @param user whose user asks
 */
record Admission(CloudApi.Service service, boolean isFake, ComponentName user)
    implements Act.Action {

  /** Of each host that waits, sorted by name. */
  static List<Admission> of(
      List<CloudApi.Service> services, Set<String> fakes, ComponentName user) {
    return services.stream()
        .filter(CloudApi.Service::isWaiting)
        .sorted(Comparator.comparing(CloudApi.Service::host))
        .map(service -> new Admission(service, fakes.contains(service.host()), user))
        .toList();
  }

  Act task() {
    String host = service.host();
    return Act.of(
        "admit-" + host,
        Needs.none(),
        isFake
            ? "Let servers be placed on host %s, which is a fake one".formatted(host)
            : "Boot a server on host %s, and let servers be placed there if it works"
                .formatted(host),
        Map.of("host", host, "service", service.id()),
        this);
  }

  /** One that somebody enabled or removed meanwhile waits no more. */
  @Override
  public boolean isSo(Probe probe) {
    return api(probe).services().stream()
        .noneMatch(s -> s.id().equals(service.id()) && s.isWaiting());
  }

  @Override
  public void makeSo(Site site) throws InterruptedException {
    if (!service.isUp()) {
      throw new RefusedException(
          "test host " + service.host(),
          "Nova's agent on it does not report",
          "Look at its pod's log, and whether the node is up; then admit() again");
    }
    if (!isFake) {
      Trial.on(service.host(), user).makeSo(site);
    }
    api(site).enable(service);
  }

  private CloudApi api(Probe probe) {
    return CloudApi.as(probe, HostBook.user(user));
  }
}
