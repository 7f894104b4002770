package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.osplane.ControlPlane;
import io.osplane.Report.Outcome;
import io.osplane.spi.Apply;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TwoWavesTest {
  private static Apply named(HasMetadata... objects) {
    Stream.of(objects).forEach(o -> o.setMetadata(new ObjectMetaBuilder().withName("a").build()));
    return Apply.of("objects", objects);
  }

  @Test
  void apply_ofOneTask_writesWhatOthersNeedFirst() {
    TestComponent db =
        TestComponent.of("db")
            .recipe(
                named(
                    new StatefulSet(),
                    new Deployment(),
                    new DaemonSet(),
                    new Job(),
                    new CronJob(),
                    new RoleBinding(),
                    new Role(),
                    new ServiceAccount(),
                    new ConfigMap()));
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud = Clouds.open(api, db)) {
      assertThat(cloud.deploy(Given.spec(TestSpec.of("db"))).apply().outcome())
          .isEqualTo(Outcome.DONE);

      List<String> written =
          api.requests().stream()
              .filter(r -> r.method().equals("PATCH"))
              .map(r -> r.path().replaceFirst(".*/ns/", ""))
              .toList();
      assertThat(written.subList(0, 3))
          .containsExactlyInAnyOrder("configmaps/a", "roles/a", "serviceaccounts/a");
      assertThat(written.subList(3, written.size()))
          .containsExactlyInAnyOrder(
              "statefulsets/a",
              "deployments/a",
              "daemonsets/a",
              "jobs/a",
              "cronjobs/a",
              "rolebindings/a");
    }
  }
}
