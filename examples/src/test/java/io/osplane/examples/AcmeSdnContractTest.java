package io.osplane.examples;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.osplane.spi.Component;
import io.osplane.testkit.ComponentContract;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.SimulatedClusterBuilder;
import java.util.List;

/** The vendor's component keeps the contract, on one host. */
class AcmeSdnContractTest extends ComponentContract<AcmeSdnSpec> {
  @Override
  protected Component<AcmeSdnSpec> component() {
    return new AcmeSdn();
  }

  @Override
  protected AcmeSdnSpec example() {
    return AcmeSdnSpec.of("fabric-1");
  }

  @Override
  protected AcmeSdnSpec changed() {
    return example().withLogLevel("debug");
  }

  @Override
  protected List<HasMetadata> given() {
    return List.of(
        new SecretBuilder()
            .withNewMetadata()
            .withName("acme-controller")
            .endMetadata()
            .addToStringData("endpoint", "https://controller.acme.example:8443")
            .addToStringData("api-key", "key-of-the-controller")
            .build());
  }

  @Override
  protected SimulatedClusterBuilder cluster() {
    return SimulatedCluster.builder().label("node1", "osplane.io/host." + PLANE, "default");
  }
}
