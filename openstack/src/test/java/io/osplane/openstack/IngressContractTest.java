package io.osplane.openstack;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlaneSpec;
import io.osplane.Exposure;
import io.osplane.galera.GaleraSpec;
import io.osplane.spi.Component;
import io.osplane.testkit.ComponentContract;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.SimulatedClusterBuilder;
import io.osplane.testkit.programs.SimulatedCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The cluster's ingress keeps the contract. */
class IngressContractTest extends ComponentContract<IngressSpec> {
  @Override
  protected Component<IngressSpec> component() {
    return new Ingresses();
  }

  @Override
  protected IngressSpec example() {
    return IngressSpec.of("nginx");
  }

  @Override
  protected IngressSpec changed() {
    return IngressSpec.of("haproxy");
  }

  @Override
  protected ControlPlaneSpec.Builder plane() {
    return super.plane().exposure(Exposure.at("cloud.example.org").withCertificate("site"));
  }

  @Override
  protected List<ComponentSpec> others() {
    return List.of(GaleraSpec.of(1), MemcachedSpec.of(1), OpenStack.keystone(1));
  }

  @Override
  protected List<HasMetadata> given() {
    Instant now = Instant.now();
    String pem =
        DoorCertificates.pem(
            now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(90)), "*.cloud.example.org");
    return List.of(DoorCertificates.secret(PLANE, "site", pem));
  }

  @Override
  protected SimulatedClusterBuilder cluster() {
    return SimulatedCloud.programs(SimulatedCluster.builder());
  }
}
