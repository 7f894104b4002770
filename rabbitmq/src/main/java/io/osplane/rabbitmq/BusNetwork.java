package io.osplane.rabbitmq;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.osplane.spi.Manifests;
import java.util.List;

/** How members and clients reach the members. */
final class BusNetwork {
  static final int AMQP = 5672;
  private static final int EPMD = 4369;
  private static final int DISTRIBUTION = 25672;

  private BusNetwork() {}

  static List<HasMetadata> objects(Manifests manifests, Names names) {
    return List.of(
        withPorts(
            manifests.headless(names.headless(), Names.ROLE),
            port("epmd", EPMD),
            port("amqp", AMQP),
            port("distribution", DISTRIBUTION)),
        withPorts(manifests.service(names.component(), Names.ROLE), port("amqp", AMQP)),
        policy(manifests, names),
        manifests.budget(names.component(), Names.ROLE));
  }

  private static HasMetadata withPorts(ServiceBuilder service, ServicePort... ports) {
    return service.editSpec().withPorts(ports).endSpec().build();
  }

  private static ServicePort port(String name, int number) {
    return new ServicePortBuilder()
        .withName(name)
        .withPort(number)
        .withTargetPort(new IntOrString(number))
        .withProtocol("TCP")
        .build();
  }

  /** Who has the cookie commands a member, so only members may speak Erlang to each other. */
  private static HasMetadata policy(Manifests manifests, Names names) {
    return manifests
        .firewall(names.component(), Names.ROLE)
        .admitting(manifests.selector(Names.ROLE), EPMD, DISTRIBUTION)
        .admittingNamespace(AMQP)
        .policy();
  }
}
