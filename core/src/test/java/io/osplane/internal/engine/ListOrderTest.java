package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.internal.kube.Cluster;
import io.osplane.internal.kube.FieldSchema.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ListOrderTest {
  /** The lists of one look come in any order; a removal's plan is made of them. */
  @Test
  void all_whateverListComesFirst_isInTheSameOrder() {
    try (ApiDouble api = new ApiDouble()) {
      Cluster cluster = api.cluster();
      List<Kind> kinds =
          Stream.of(
                  "v1/ConfigMap",
                  "v1/Secret",
                  "v1/Service",
                  "v1/ServiceAccount",
                  "v1/PersistentVolumeClaim",
                  "v1/Pod",
                  "apps/v1/StatefulSet",
                  "apps/v1/Deployment",
                  "apps/v1/DaemonSet",
                  "batch/v1/Job",
                  "batch/v1/CronJob",
                  "policy/v1/PodDisruptionBudget",
                  "networking.k8s.io/v1/NetworkPolicy",
                  "rbac.authorization.k8s.io/v1/Role",
                  "rbac.authorization.k8s.io/v1/RoleBinding")
              .map(
                  name -> {
                    int slash = name.lastIndexOf('/');
                    return cluster.kind(name.substring(0, slash), name.substring(slash + 1));
                  })
              .toList();
      for (Kind kind : kinds) {
        String group = kind.apiVersion().contains("/") ? "/apis/" : "/api/";
        api.store(group + kind.apiVersion() + "/namespaces/ns/" + kind.plural() + "/one", "{}");
      }
      List<Kind> reversed = new ArrayList<>(kinds);
      Collections.reverse(reversed);

      assertThat(order(cluster, reversed)).isEqualTo(order(cluster, kinds)).hasSize(15);
    }
  }

  private static List<String> order(Cluster cluster, List<Kind> kinds) {
    try (LiveView view = LiveView.list(cluster, "prod", kinds, new SideBySide(Runnable::run))) {
      return view.all().stream().map(o -> o.path("kind").asText()).toList();
    }
  }
}
