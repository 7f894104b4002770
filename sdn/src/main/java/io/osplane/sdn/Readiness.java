package io.osplane.sdn;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.osplane.spi.Rollout;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is waited for, judged on Kubernetes objects alone. */
final class Readiness {
  private Readiness() {}

  /** Whether every claim has its volume. */
  static Verdict bound(Names names, View view) {
    List<String> claims =
        Stream.of(Database.values()).flatMap(d -> names.claims(d).stream()).toList();
    long bound = claims.stream().filter(claim -> isBound(view, claim)).count();
    return bound == claims.size()
        ? Verdict.met()
        : Verdict.notYet(
            bound + " of " + claims.size() + " volumes are bound", (int) bound, claims.size());
  }

  private static boolean isBound(View view, String claim) {
    return view.find(PersistentVolumeClaim.class, claim)
        .filter(c -> c.getStatus() != null && "Bound".equals(c.getStatus().getPhase()))
        .isPresent();
  }

  /** Whether every member of both databases is new and serves. */
  static Verdict members(Names names, View view) {
    int ready = 0;
    for (Database database : Database.values()) {
      ready += members(view, names.set(database));
    }
    int wanted = names.replicas() * Database.values().length;
    return ready >= wanted
        ? Verdict.met()
        : Verdict.notYet(ready + " of " + wanted + " members are new and serve", ready, wanted);
  }

  private static int members(View view, String set) {
    return view.find(StatefulSet.class, set)
        .filter(s -> s.getStatus() != null)
        .filter(s -> isSeen(s.getStatus().getObservedGeneration(), s.getMetadata().getGeneration()))
        .map(
            s ->
                Math.min(
                    number(s.getStatus().getReadyReplicas()),
                    number(s.getStatus().getUpdatedReplicas())))
        .orElse(0);
  }

  /** Whether every host has its pods; those of Open vSwitch may be old. */
  static Verdict hosts(List<String> sets, View view) {
    List<String> missing =
        sets.stream()
            .map(
                name ->
                    view.find(DaemonSet.class, name)
                        .map(Readiness::missing)
                        .orElse("DaemonSet " + name + " is not there"))
            .filter(why -> !why.isEmpty())
            .toList();
    return missing.isEmpty() ? Verdict.met() : Verdict.notYet(String.join("; ", missing));
  }

  private static String missing(DaemonSet set) {
    String name = set.getMetadata().getName();
    if (set.getStatus() == null
        || !isSeen(set.getStatus().getObservedGeneration(), set.getMetadata().getGeneration())) {
      return "DaemonSet " + name + " was not seen by its controller yet";
    }
    int wanted = number(set.getStatus().getDesiredNumberScheduled());
    int ready = number(set.getStatus().getNumberReady());
    if (!Rollout.keepsOldPods(set)) {
      ready = Math.min(ready, number(set.getStatus().getUpdatedNumberScheduled()));
    }
    return ready >= wanted ? "" : name + " is ready on " + ready + " of " + wanted + " hosts";
  }

  /** Whether clients find what they need: a majority of each database, and one northd. */
  static Verdict serves(Names names, View view) {
    for (Database database : Database.values()) {
      int ready = Rollout.ready(view, names.set(database));
      if (ready <= names.replicas() / 2) {
        return Verdict.notYet(ready + " members of " + names.set(database) + " serve");
      }
    }
    return Rollout.ready(view, names.northd()) > 0
        ? Verdict.met()
        : Verdict.notYet("no pod of northd is ready");
  }

  private static boolean isSeen(@Nullable Long observed, @Nullable Long generation) {
    return Objects.equals(observed, generation);
  }

  private static int number(@Nullable Integer value) {
    return value == null ? 0 : value;
  }
}
