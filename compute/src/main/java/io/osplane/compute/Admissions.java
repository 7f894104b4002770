package io.osplane.compute;

import io.fabric8.kubernetes.api.model.Pod;
import io.osplane.ComponentName;
import io.osplane.error.OsplaneException;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Needs;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import io.osplane.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * The hosts of a component that wait when it is first deployed are tested and enabled. One that
 * does not pass waits on, and is no reason to stop, unless none passes.
 *
 * @param component whose hosts, and whose user asks
 */
record Admissions(ComponentName component) implements Act.Action {
  /** In the phase in which its hosts arrive. */
  Act task(Phase phase) {
    return new Act(
        "admission",
        phase,
        Needs.tasks("arrival"),
        "Test those hosts of " + component + " that wait for it, and enable those that pass",
        Map.of(),
        Undo.REAPPLY,
        this);
  }

  @Override
  public boolean isSo(Probe probe) {
    return waiting(probe).isEmpty();
  }

  @Override
  public void makeSo(Site site) throws InterruptedException {
    List<Admission> waiting = waiting(site);
    if (waiting.stream().anyMatch(one -> !one.isFake())) {
      site.await("images and networks can be made", view -> judge(site));
    }
    List<String> failures = new ArrayList<>();
    for (Admission one : waiting) {
      try {
        one.makeSo(site);
      } catch (OsplaneException e) {
        failures.add("host " + one.service().host() + ": " + e.getMessage());
        site.say(failures.get(failures.size() - 1));
      }
    }
    if (!failures.isEmpty() && failures.size() == waiting.size()) {
      throw new OsplaneException(
          "let servers be placed on hosts of "
              + component
              + ": none passed: "
              + String.join("; ", failures),
          "Mend what is said of each host, then apply again");
    }
  }

  /** In a deployment nothing else makes hosts come after them. */
  private Verdict judge(Site site) {
    try {
      CloudApi.as(site, HostBook.user(component)).callBesides();
      return Verdict.met();
    } catch (OsplaneException e) {
      return Verdict.notYet(e.problem());
    }
  }

  private List<Admission> waiting(Probe probe) {
    List<Pod> pods = probe.view().pods(component);
    SortedMap<String, Boolean> agents = HostBook.agents(pods);
    if (agents.isEmpty()) {
      return List.of();
    }
    CloudApi api = CloudApi.as(probe, HostBook.user(component));
    List<CloudApi.Service> ours =
        api.services().stream().filter(s -> agents.containsKey(s.host())).toList();
    return Admission.of(ours, fakes(pods), component);
  }

  /** The hosts that are fake ones. */
  static Set<String> fakes(List<Pod> pods) {
    return HostBook.agents(
            pods.stream().filter(pod -> HostBook.isAgent(pod, HostBook.FAKE)).toList())
        .keySet();
  }
}
