package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.Access;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.model.common.Identifier;
import org.openstack4j.openstack.OSFactory;

/** The scenario on the cluster of {@code KUBECONFIG}: real MariaDB and Keystone. */
@ExtendWith(NeedsCluster.class)
class RealCloudIT extends CloudScenario {
  @Override
  World newWorld() {
    return new RealWorld();
  }

  /** As a program would: by openstack4j, on Osplane's own connector. */
  @Override
  void logIn(Access access) {
    super.logIn(access);
    try (Forwarded forwarded = Forwarded.to(lab, "keystone", 5000)) {
      OSClientV3 cloud =
          OSFactory.builderV3()
              .endpoint(forwarded.url("/v3"))
              .credentials(
                  access.user(),
                  lab.secret(access.password().name(), access.password().key()),
                  Identifier.byName(access.domain()))
              .scopeToProject(
                  Identifier.byName(access.project()), Identifier.byName(access.domain()))
              .authenticate();
      assertThat(cloud.getToken().getRoles()).extracting("name").contains("admin");
      assertThat(cloud.getToken().getCatalog()).extracting("type").contains("identity");
    }
  }
}
