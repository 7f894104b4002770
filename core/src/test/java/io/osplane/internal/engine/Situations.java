package io.osplane.internal.engine;

import io.osplane.OnConflict;
import io.osplane.internal.kube.Cluster;
import io.osplane.internal.kube.FieldDiff;
import io.osplane.internal.kube.FieldSchema;
import io.osplane.internal.kube.FieldSchema.Kind;
import java.time.Clock;
import java.util.List;

/** What a test's API server shows. */
final class Situations {
  private static final FieldDiff DIFF = new FieldDiff(FieldSchema.load());

  private Situations() {}

  static Situation look(ApiDouble api) {
    Cluster cluster = api.cluster();
    List<Kind> kinds =
        List.of(
            cluster.kind("v1", "ConfigMap"),
            cluster.kind("v1", "Secret"),
            cluster.kind("v1", "Pod"),
            cluster.kind("apps/v1", "StatefulSet"));
    LiveView view = LiveView.list(cluster, "prod", kinds, new SideBySide(Runnable::run));
    return new Situation(
        "prod",
        cluster,
        view,
        new StateStore(cluster, "prod", view),
        new Secrets(cluster, view, Clock.systemUTC()),
        new Desired(cluster, DIFF, OnConflict.REFUSE),
        DIFF,
        new SideBySide(Runnable::run),
        Clock.systemUTC());
  }
}
