package io.osplane.openstack;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.osplane.ComponentSpec;
import io.osplane.galera.GaleraSpec;
import io.osplane.rabbitmq.RabbitMqSpec;
import io.osplane.sdn.ExternalNetwork;
import io.osplane.sdn.ExternalNetworkSpec;
import io.osplane.sdn.VendorSecret;
import io.osplane.spi.Component;
import io.osplane.testkit.ComponentContract;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.SimulatedClusterBuilder;
import io.osplane.testkit.programs.SimulatedCloud;
import java.util.List;
import java.util.Set;

/** A vendor's network, by data and through Neutron, keeps the contract. */
class ExternalNetworkContractTest extends ComponentContract<ExternalNetworkSpec> {
  @Override
  protected Component<ExternalNetworkSpec> component() {
    return new ExternalNetwork();
  }

  @Override
  protected ExternalNetworkSpec example() {
    return ExternalNetworkSpec.of("acme", "acme")
        .withServicePlugins("trunk")
        .withFile("/etc/neutron/acme/fabrics", "fabrics of Acme")
        .withSecret(
            VendorSecret.named("acme-controller")
                .withOption("acme", "api_key", "api-key")
                .withFile("/etc/neutron/acme/ca.pem", "ca"));
  }

  @Override
  protected ExternalNetworkSpec changed() {
    return example().withOption("acme", "fabric", "two");
  }

  @Override
  protected Set<String> acting() {
    return Set.of(OpenStack.NEUTRON);
  }

  @Override
  protected List<ComponentSpec> others() {
    return List.of(
        GaleraSpec.of(1),
        MemcachedSpec.of(1),
        RabbitMqSpec.of(1),
        OpenStack.keystone(1),
        OpenStack.neutron(1));
  }

  @Override
  protected List<HasMetadata> given() {
    return List.of(
        new SecretBuilder()
            .withNewMetadata()
            .withName("acme-controller")
            .withNamespace(PLANE)
            .endMetadata()
            .addToStringData("api-key", "a-key-of-the-vendor")
            .addToStringData("ca", "an-authority-of-the-vendor")
            .build());
  }

  @Override
  protected SimulatedClusterBuilder cluster() {
    return SimulatedCloud.programs(SimulatedCluster.builder());
  }
}
