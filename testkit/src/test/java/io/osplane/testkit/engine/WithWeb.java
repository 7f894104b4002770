package io.osplane.testkit.engine;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.OnConflict;
import io.osplane.testkit.SimulatedCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A namespace for a web server in a simulated cluster, and somebody else who scales it. */
abstract class WithWeb {
  static final ControlPlaneSpec SPEC =
      ControlPlaneSpec.builder().component(WebSpec.defaults()).build();
  private SimulatedCluster cluster;
  private KubernetesClient admin;

  @BeforeEach
  void start() {
    cluster = SimulatedCluster.start();
    admin =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
            .build();
    admin
        .resource(new NamespaceBuilder().withNewMetadata().withName("prod").endMetadata().build())
        .create();
  }

  @AfterEach
  void end() {
    admin.close();
    cluster.close();
  }

  ControlPlane open(OnConflict onConflict) {
    return ControlPlane.builder()
        .name("prod")
        .kubeconfig(cluster.kubeconfig())
        .onConflict(onConflict)
        .component(new Web())
        .build();
  }

  static ControlPlaneSpec with(WebSpec web) {
    return SPEC.withComponent(web);
  }

  void scale(int replicas) {
    web()
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("autoscaler")
                .build(),
            "{\"spec\":{\"replicas\":" + replicas + "}}");
  }

  int replicas() {
    return web().get().getSpec().getReplicas();
  }

  String image() {
    return web().get().getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
  }

  private RollableScalableResource<Deployment> web() {
    return admin.apps().deployments().inNamespace("prod").withName("web");
  }
}
