package io.osplane.internal.plan;

import io.osplane.error.Violation;
import io.osplane.plan.FieldChange;
import io.osplane.plan.Impact;
import io.osplane.plan.ObjectChange;
import io.osplane.plan.ObjectChange.Action;
import io.osplane.plan.Phase;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.plan.Undo;
import java.util.List;

/** The plans of the tests. */
final class Plans {
  private Plans() {}

  static Plan empty() {
    return of();
  }

  static Plan of(Step... steps) {
    return new Plan("deploy", "https://api:6443", "cloud", "prod", List.of(steps), "0123abcd");
  }

  /** One field that is left to another manager. */
  static List<ObjectChange> left() {
    return List.of(
        new ObjectChange(
            Action.LEAVE,
            "Deployment",
            "keystone",
            List.of(
                new FieldChange(
                    "spec.replicas", "4", "2", "autoscaler since 2026-01-01T00:00:00Z"))));
  }

  /** Two warnings that a spec acknowledges. */
  static List<Violation> acknowledged() {
    return List.of(
        new Violation("components[compute].virtType", "is slow", "kvm", "R39", true),
        new Violation("components[galera].replicas", "100 % is lost", "3", "R73", true));
  }

  /** A plan in which everything is there once. */
  static Plan whole() {
    return of(
        new Step(
            "galera/config",
            Phase.EXPAND,
            "Create 2 objects",
            "",
            Impact.NONE,
            Undo.REAPPLY,
            List.of(),
            "",
            List.of(
                new ObjectChange(Action.CREATE, "ConfigMap", "galera-1a2b", List.of()),
                new ObjectChange(Action.CREATE, "Secret", "galera-root", List.of()))),
        new Step(
            "keystone/api",
            Phase.FOLLOW,
            "Update 1 objects",
            "",
            Impact.ROLLING,
            Undo.REAPPLY,
            List.of("galera/config", "galera/boot"),
            "",
            List.of(
                new ObjectChange(
                    Action.UPDATE,
                    "Deployment",
                    "keystone",
                    List.of(
                        new FieldChange(
                            "spec.replicas", "2", "3", "hpa since 2026-01-01T00:00:00Z"),
                        new FieldChange("spec.paused", "true", "", ""),
                        new FieldChange("spec.template.metadata.labels[a]", "", "%d é", ""))))),
        new Step(
            "keystone/contract",
            Phase.CONTRACT,
            "Drop old columns",
            "what it depends on has changed",
            Impact.OUTAGE,
            Undo.NEVER,
            List.of("keystone/api"),
            "00ff00ff00ff00ff",
            List.of()),
        new Step(
            "osplane/prune",
            Phase.CONTRACT,
            "Delete what is no longer wanted",
            "the last revision had it and this one has not",
            Impact.NONE,
            Undo.RESTORE,
            List.of(),
            "",
            List.of(new ObjectChange(Action.DELETE, "Service", "old", List.of()))));
  }
}
