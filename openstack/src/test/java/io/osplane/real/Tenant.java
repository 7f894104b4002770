package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.LocalPortForward;
import io.osplane.Access;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openstack4j.api.Builders;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.identity.EndpointURLResolver;
import org.openstack4j.api.types.ServiceType;
import org.openstack4j.core.transport.Config;
import org.openstack4j.model.common.Identifier;
import org.openstack4j.model.common.Payloads;
import org.openstack4j.model.compute.Flavor;
import org.openstack4j.model.compute.Server;
import org.openstack4j.model.identity.URLResolverParams;
import org.openstack4j.model.image.v2.ContainerFormat;
import org.openstack4j.model.image.v2.DiskFormat;
import org.openstack4j.model.image.v2.Image;
import org.openstack4j.model.network.IPVersionType;
import org.openstack4j.model.network.Network;
import org.openstack4j.openstack.OSFactory;

/**
 * A user of a deployed cloud: openstack4j, whose requests reach the Services by forwarded ports.
 */
final class Tenant implements AutoCloseable, EndpointURLResolver {
  private static final Map<ServiceType, String> PATHS =
      Map.of(
          ServiceType.IDENTITY, "/v3",
          ServiceType.IMAGE, "/v2",
          ServiceType.COMPUTE, "/v2.1",
          ServiceType.NETWORK, "/v2.0");

  private final Map<ServiceType, LocalPortForward> forwards = new EnumMap<>(ServiceType.class);
  private final OSClientV3 cloud;

  /** Logs in as the administrator. */
  Tenant(Lab lab, Access access) {
    forwards.put(ServiceType.IDENTITY, forward(lab, "keystone", 5000));
    forwards.put(ServiceType.IMAGE, forward(lab, "glance", 9292));
    forwards.put(ServiceType.COMPUTE, forward(lab, "nova", 8774));
    forwards.put(ServiceType.NETWORK, forward(lab, "neutron", 9696));
    cloud =
        OSFactory.builderV3()
            .withConfig(Config.newConfig().withEndpointURLResolver(this))
            .endpoint(url(ServiceType.IDENTITY))
            .credentials(
                access.user(),
                lab.secret(access.password().name(), access.password().key()),
                Identifier.byName(access.domain()))
            .scopeToProject(Identifier.byName(access.project()), Identifier.byName(access.domain()))
            .authenticate();
  }

  private static LocalPortForward forward(Lab lab, String service, int port) {
    return lab.admin().services().inNamespace(lab.namespace()).withName(service).portForward(port);
  }

  private String url(ServiceType type) {
    LocalPortForward forward = forwards.get(type);
    assertThat(forward).as("a port for %s", type).isNotNull();
    return "http://127.0.0.1:" + forward.getLocalPort() + PATHS.get(type);
  }

  @Override
  public String findURLV2(URLResolverParams params) {
    return url(params.type);
  }

  @Override
  public String findURLV3(URLResolverParams params) {
    return url(params.type);
  }

  OSClientV3 cloud() {
    return cloud;
  }

  /** An image with this disk. */
  Image image(byte[] disk) {
    Image image =
        cloud
            .imagesV2()
            .create(
                Builders.imageV2()
                    .name("guest")
                    .containerFormat(ContainerFormat.BARE)
                    .diskFormat(DiskFormat.RAW)
                    .build());
    assertThat(
            cloud
                .imagesV2()
                .upload(image.getId(), Payloads.create(new ByteArrayInputStream(disk)), image)
                .isSuccess())
        .isTrue();
    Image stored = cloud.imagesV2().get(image.getId());
    assertThat(stored.getStatus()).isEqualTo(Image.ImageStatus.ACTIVE);
    assertThat(stored.getSize()).isEqualTo(disk.length);
    return stored;
  }

  /** A network with a subnet. */
  Network network(String cidr) {
    Network network =
        cloud.networking().network().create(Builders.network().name("inside").build());
    assertThat(
            cloud
                .networking()
                .subnet()
                .create(
                    Builders.subnet()
                        .networkId(network.getId())
                        .ipVersion(IPVersionType.V4)
                        .cidr(cidr)
                        .build()))
        .isNotNull();
    return network;
  }

  /** A server of the smallest flavor. */
  Server boot(String name, Image image, Network network) {
    Flavor tiny =
        cloud
            .compute()
            .flavors()
            .create(Builders.flavor().name("tiny").ram(128).vcpus(1).disk(1).build());
    return cloud
        .compute()
        .servers()
        .boot(
            Builders.server()
                .name(name)
                .image(image.getId())
                .flavor(tiny.getId())
                .networks(List.of(network.getId()))
                .build());
  }

  @Override
  public void close() throws IOException {
    for (LocalPortForward forward : forwards.values()) {
      forward.close();
    }
  }
}
