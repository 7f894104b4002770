package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.osplane.Access;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Exposure;
import io.osplane.Size;
import io.osplane.galera.GaleraSpec;
import io.osplane.openstack.EdgeSpec;
import io.osplane.openstack.Entrance;
import io.osplane.openstack.MemcachedSpec;
import io.osplane.openstack.OpenStack;
import io.osplane.plan.Plan;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cloud that is reached from outside by TLS, at a port of every node. */
@Tag("real")
@ExtendWith(NeedsCluster.class)
class ExposureIT {
  private static final int PORT = 30443;

  private static ControlPlaneSpec cloud(String domain) {
    return ControlPlaneSpec.builder()
        .size(Size.TINY)
        .exposure(Exposure.at(domain).withPort(PORT))
        .component(GaleraSpec.of(1))
        .component(MemcachedSpec.of(1))
        .component(OpenStack.keystone(2))
        .component(EdgeSpec.of(2).withEntrance(Entrance.NODE_PORT))
        .build();
  }

  private static String node(KubernetesClient admin) {
    return admin.nodes().list().getItems().get(0).getStatus().getAddresses().stream()
        .filter(a -> a.getType().equals("InternalIP"))
        .map(NodeAddress::getAddress)
        .findFirst()
        .orElseThrow();
  }

  private static Outside outside(Lab lab, Access access) throws Exception {
    String authority =
        access.authority().map(ref -> lab.secret(ref.name(), ref.key())).orElseThrow();
    return new Outside(authority, node(lab.admin()), PORT);
  }

  @Test
  void names_areServedByTlsAndTold_alsoAfterTheDomainChanged() throws Exception {
    try (KubernetesClient admin = Lab.admin(NeedsCluster.kubeconfig());
        Lab lab = new Lab(admin, cloud("one.test"));
        ControlPlane cloud = lab.open()) {
      cloud.deploy(cloud("one.test")).apply();
      Outside outside = outside(lab, cloud.access());

      assertThat(cloud.access().externalAuthUrl()).isEqualTo("https://keystone.one.test:30443/v3");
      assertThat(outside.get("keystone.one.test", "/v3", "X-Forwarded-Host: evil.test"))
          .startsWith("HTTP/1.1 200")
          .contains("\"https://keystone.one.test:30443/v3/\"")
          .doesNotContain("evil.test");
      assertThat(outside.get("galera.one.test", "/")).startsWith("HTTP/1.1 404");
      assertThatThrownBy(() -> outside.get("keystone.two.test", "/v3"))
          .isInstanceOf(SSLException.class);
      assertThat(lab.authenticate(cloud.access()))
          .contains("\"https://keystone.one.test:30443/v3\"");

      Plan plan = cloud.deploy(cloud("two.test")).plan();
      var unused = cloud.deploy(cloud("two.test")).apply(plan);

      assertThat(outside.get("keystone.two.test", "/v3"))
          .startsWith("HTTP/1.1 200")
          .contains("\"https://keystone.two.test:30443/v3/\"");
      assertThat(lab.authenticate(cloud.access()))
          .contains("\"https://keystone.two.test:30443/v3\"")
          .doesNotContain("one.test");
      assertThat(cloud.deploy(cloud("two.test")).plan().steps()).isEmpty();
    }
  }
}
