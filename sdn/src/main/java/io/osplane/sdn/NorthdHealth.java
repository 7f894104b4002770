package io.osplane.sdn;

import io.fabric8.kubernetes.api.model.Pod;
import io.osplane.ComponentName;
import io.osplane.error.UnreachableException;
import io.osplane.health.Condition;
import io.osplane.spi.Member;
import io.osplane.spi.Probe;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** How well northd is: exactly one pod of it translates. */
final class NorthdHealth {
  private static final Duration QUESTION = Duration.ofSeconds(15);

  private NorthdHealth() {}

  /** What each pod of northd says of itself; empty of one that says nothing. */
  static List<String> words(ComponentName component, Probe probe) {
    List<String> pods =
        probe.view().pods(component).stream()
            .filter(pod -> HostHealth.role(pod).equals(NorthdManifests.ROLE))
            .map(Pod::getMetadata)
            .map(meta -> meta.getName())
            .toList();
    return probe.ask(pods, (pod, member) -> word(member));
  }

  private static String word(Member member) {
    try {
      Member.Result result = member.exec(QUESTION, "", "bash", "/osplane/northd.sh", "status");
      return result.code() == 0 ? result.out().strip() : "";
    } catch (UnreachableException e) {
      return "";
    }
  }

  /**
   * Judges; pure.
   *
   * @param words what each pod said
   */
  static Condition judge(Names names, List<String> words) {
    int active = Collections.frequency(words, "Status: active");
    int standby = Collections.frequency(words, "Status: standby");
    int wanted = NorthdManifests.replicas(names);
    if (active == 1 && active + standby >= wanted) {
      return Condition.healthy("Translating", names.northd() + ": one of " + wanted + " is active");
    }
    if (active > 0) {
      return Condition.degraded(
          "NoStandby",
          names.northd() + ": " + (active + standby) + " of " + wanted + " answer",
          "Look at the pods that are not ready");
    }
    if (active + standby == 0) {
      return Condition.unknown(
          "NorthdNotSeen",
          names.northd() + ": no pod answers",
          "Look at the pods, and whether they are reached");
    }
    return Condition.down(
        "NotTranslating",
        names.northd() + ": none is active: what Neutron is told does not reach the hosts",
        "Look at the southbound database: it gives the lock; restart the pods if it serves");
  }
}
