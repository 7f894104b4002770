package io.osplane.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Report.StepResult;
import io.osplane.health.Condition;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.spi.Apply;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Manifests;
import io.osplane.spi.MessagingClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Task;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.programs.SimulatedCloud;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A component that goes, and what database, bus and identity do about it. */
class RetiredClaimsTest {
  private static final ComponentName SHOP = ComponentName.of("bulletin");
  private static final String[] RETIREMENTS = {
    "galera/retire-shop", "keystone/retire-shop", "keystone/unlist-shop", "rabbitmq/retire-shop"
  };
  private final SimulatedCluster cluster =
      SimulatedCloud.programs(SimulatedCluster.builder()).start();
  private final KubernetesClient client =
      new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(cluster.kubeconfig())).build();
  private final ControlPlane cloud =
      ControlPlane.builder().name("prod").client(client).component(new Shop()).build();

  /** A service that claims of everybody. */
  private static final class Shop implements Component<BulletinSpec> {
    @Override
    public String kind() {
      return Bulletin.KIND;
    }

    @Override
    public Class<BulletinSpec> specType() {
      return BulletinSpec.class;
    }

    @Override
    public List<Claim<?>> claims(BulletinSpec spec, Plane plane) {
      return List.of(
          DatabaseClaim.of("shop"),
          MessagingClaim.of("shop"),
          IdentityClaim.of("shop", "shop", "http://shop"));
    }

    @Override
    public List<Task> recipe(Change<BulletinSpec> change) {
      Manifests manifests = change.manifests();
      return List.of(Apply.of("page", manifests.live("shop", Map.of("page", "all"))));
    }

    @Override
    public List<Condition> probe(BulletinSpec spec, Probe probe) {
      return List.of(Condition.healthy("Open", "the shop is open"));
    }
  }

  @BeforeEach
  void begin() {
    var namespace = new NamespaceBuilder().withNewMetadata().withName("prod").endMetadata();
    assertThat(client.resource(namespace.build()).create()).isNotNull();
  }

  @AfterEach
  void end() {
    cloud.close();
    client.close();
    cluster.close();
  }

  @Test
  void component_thatGoes_isRetiredByItsProvidersAfterItsObjects_andMayComeBack() {
    ControlPlaneSpec all = QuickStart.spec().withComponent(BulletinSpec.of("open"));
    assertThat(cloud.deploy(all).apply().steps())
        .extracting(StepResult::id)
        .contains("galera/database-shop", "keystone/identity-shop", "rabbitmq/account-shop");

    Plan plan = cloud.deploy(all.without(SHOP)).plan();
    assertThat(plan.steps()).extracting(Step::id).contains(RETIREMENTS);
    assertThat(plan.steps())
        .filteredOn(s -> List.of(RETIREMENTS).contains(s.id()))
        .allMatch(s -> s.after().contains("bulletin/remove"));
    assertThat(plan.pointOfNoReturn()).isEmpty();
    assertThat(cloud.deploy(all.without(SHOP)).apply(plan).steps())
        .extracting(StepResult::id)
        .contains(RETIREMENTS);
    assertThat(cloud.deploy(all.without(SHOP)).plan().isEmpty()).isTrue();

    assertThat(cloud.deploy(all).apply().steps())
        .extracting(StepResult::id)
        .contains("galera/database-shop", "keystone/identity-shop", "rabbitmq/account-shop");
    assertThat(cloud.deploy(all.without(SHOP)).plan().steps())
        .extracting(Step::id)
        .contains(RETIREMENTS);
  }
}
