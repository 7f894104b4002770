package io.osplane.compute;

import io.fabric8.kubernetes.api.model.Pod;
import io.osplane.ComponentName;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.service.ApiService;
import io.osplane.spi.Act;
import io.osplane.spi.Needs;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.util.List;
import java.util.Map;

/**
 * Nova and Placement forget fake hosts whose pods have ended. An agent that still ran would report
 * its host anew.
 *
 * @param hosts those that went
 * @param user whose user asks
 */
record Oblivion(Members hosts, ComponentName user) implements Act.Action {
  /** After there are fewer hosts, of which so many stay. */
  static Act ofFewer(ComponentName component, int keep) {
    return new Oblivion(new Members(component, keep), component)
        .task("oblivion", Needs.tasks(ApiService.READY));
  }

  /** After the component went, and its user with it. */
  static Act ofAll(ComponentName component, ComponentName nova) {
    return new Oblivion(new Members(component, 0), nova)
        .task("oblivion-" + component, Needs.none());
  }

  private Act task(String name, Needs needs) {
    return new Act(
        name,
        Phase.CONTRACT,
        needs,
        "Let Nova and Placement forget the hosts that were pods of " + hosts.component(),
        Map.of("keep", hosts.first() + ""),
        Undo.REAPPLY,
        this);
  }

  @Override
  public boolean isSo(Probe probe) {
    return gone(CloudApi.as(probe, HostBook.user(user))).isEmpty();
  }

  @Override
  public void makeSo(Site site) throws InterruptedException {
    site.await("the pods of hosts that go have ended", this::judge);
    CloudApi api = CloudApi.as(site, HostBook.user(user));
    gone(api).forEach(api::forget);
  }

  private Verdict judge(View view) {
    List<String> left =
        view.of(Pod.class, hosts.component()).stream()
            .map(pod -> pod.getMetadata().getName())
            .filter(hosts::includes)
            .toList();
    return left.isEmpty() ? Verdict.met() : Verdict.notYet("there are " + left);
  }

  private List<CloudApi.Service> gone(CloudApi api) {
    return hosts.among(api.services());
  }
}
