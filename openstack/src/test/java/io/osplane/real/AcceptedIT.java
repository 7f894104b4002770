package io.osplane.real;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Exposure;
import io.osplane.Size;
import io.osplane.openstack.EdgeSpec;
import io.osplane.openstack.IngressSpec;
import io.osplane.openstack.OpenStack;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no test cluster can run: the API server takes every object of it, and keeps none. */
@Tag("real")
@ExtendWith(NeedsCluster.class)
class AcceptedIT {
  private static final Exposure OUTSIDE = Exposure.at("cloud.test").withCertificate("door");

  static Stream<Arguments> clouds() {
    return Stream.of(
        Arguments.of(
            Named.of("as on hardware, of the largest size", OpenStack.ha(3).size(Size.LARGE)),
            List.of("virt_type = kvm", "name: DATAPATH value: system")),
        Arguments.of(
            Named.of(
                "every service, behind a load balancer",
                OpenStack.ha(3)
                    .size(Size.MEDIUM)
                    .exposure(OUTSIDE)
                    .component(EdgeSpec.of(2))
                    .component(OpenStack.barbican(3))
                    .component(OpenStack.heat(3))
                    .component(OpenStack.horizon(3))
                    .component(OpenStack.cinder(3).withStorage("volumes", "1Ti"))),
            List.of("type: LoadBalancer", "name: cinder-volumes")),
        Arguments.of(
            Named.of(
                "behind an ingress controller",
                OpenStack.ha(3)
                    .size(Size.SMALL)
                    .exposure(OUTSIDE)
                    .component(IngressSpec.of("nginx").withAnnotation("example.test/size", "0"))),
            List.of("kind: Ingress", "ingressClassName: nginx")));
  }

  @ParameterizedTest
  @MethodSource("clouds")
  void objects_ofACloud_areAllAccepted_andOneThatIsWrongIsNot(
      ControlPlaneSpec.Builder builder, List<String> seen) {
    ControlPlaneSpec spec = builder.build();
    try (KubernetesClient admin = Lab.admin(NeedsCluster.kubeconfig());
        Lab lab = new Lab(admin, spec);
        ControlPlane cloud = lab.open()) {
      String text = cloud.render(spec);
      List<HasMetadata> objects =
          admin.load(new ByteArrayInputStream(text.getBytes(UTF_8))).items();
      objects.forEach(object -> accept(lab, object));

      assertThat(text.replaceAll("\\s+", " ")).contains(seen);

      Service wrong =
          objects.stream()
              .filter(Service.class::isInstance)
              .map(Service.class::cast)
              .findFirst()
              .orElseThrow();
      wrong.getSpec().getPorts().get(0).setPort(70000);
      assertThatThrownBy(() -> accept(lab, wrong))
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("spec.ports");
      assertThat(admin.services().inNamespace(lab.namespace()).list().getItems()).isEmpty();
    }
  }

  private static void accept(Lab lab, HasMetadata object) {
    HasMetadata accepted =
        lab.admin().resource(object).inNamespace(lab.namespace()).dryRun().serverSideApply();
    assertThat(accepted.getMetadata().getUid()).as(object.getFullResourceName()).isNotNull();
  }
}
