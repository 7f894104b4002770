package io.osplane.compute;

import io.osplane.ComponentName;
import io.osplane.spi.Act;
import io.osplane.spi.Needs;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import java.util.Map;

/**
 * Whether servers are placed on a host.
 *
 * @param service the host's agent
 * @param isEnabled what is wanted
 * @param reason why not; empty where they are
 * @param nova whose user asks
 */
record Placing(CloudApi.Service service, boolean isEnabled, String reason, ComponentName nova)
    implements Act.Action {
  /** The name of its task. */
  static final String TASK = "placing";

  static Placing on(CloudApi.Service service, ComponentName nova) {
    return new Placing(service, true, "", nova);
  }

  static Placing off(CloudApi.Service service, String reason, ComponentName nova) {
    return new Placing(service, false, reason, nova);
  }

  Act task() {
    String summary =
        isEnabled
            ? "Let servers be placed on host " + service.host()
            : "Let no more servers be placed on host " + service.host() + ": " + reason;
    Map<String, String> key =
        Map.of("host", service.host(), "enabled", isEnabled + "", "reason", reason);
    return Act.of(TASK, Needs.none(), summary, key, this);
  }

  /** A reason that a person gave is not written over. */
  @Override
  public boolean isSo(Probe probe) {
    return api(probe).services().stream()
        .anyMatch(s -> s.id().equals(service.id()) && s.isEnabled() == isEnabled);
  }

  @Override
  public void makeSo(Site site) {
    if (isEnabled) {
      api(site).enable(service);
    } else {
      api(site).disable(service, reason);
    }
  }

  private CloudApi api(Probe probe) {
    return CloudApi.as(probe, HostBook.user(nova));
  }
}
