package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ComponentName;
import io.osplane.ControlPlaneSpec;
import io.osplane.sdn.OvnSpec;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openstack4j.api.Builders;
import org.openstack4j.api.networking.NetworkingService;
import org.openstack4j.model.compute.Server;
import org.openstack4j.model.network.AttachInterfaceType;
import org.openstack4j.model.network.IPVersionType;
import org.openstack4j.model.network.NetFloatingIP;
import org.openstack4j.model.network.NetworkType;
import org.openstack4j.model.network.Subnet;

/**
 * What is outside of the cloud reaches guests by the hosts that lead there, and guests reach it.
 */
@Tag("real-full")
@ExtendWith(ThisShard.class)
class GatewayIT extends GuestScenario {
  private static final String PUBLIC = "public";
  private static final String BRIDGE = "br-ex";
  private static final String EDGE = "edge";
  private static final String OUTSIDE = "172.24.4.1";
  private static final String PAGE = "hello from osp-guest";

  @Override
  ControlPlaneSpec spec() {
    return WholeCloud.spec()
        .with(
            ComponentName.of("ovn"),
            ovn -> ((OvnSpec) ovn).withBridgeMapping(PUBLIC, BRIDGE).withGatewayGroup(EDGE));
  }

  @Override
  Map<String, String> groups() {
    return Map.of(edge(), EDGE);
  }

  /** The host that leads out; guests on the other one are reached through the tunnel. */
  private String edge() {
    return other().equals(hosts.get(0)) ? hosts.get(0) : hosts.get(1);
  }

  @Test
  void guestOnAnotherHostThanTheGateway_isReachedFromOutside_andReachesIt() {
    assertThat(cloud.health().describe()).doesNotContain("NoGateway");
    String unusedLink =
        whole.onHost(
            edge(), "ip addr replace %s/24 dev %s; ip link set %2$s up".formatted(OUTSIDE, BRIDGE));
    NetworkingService neutron = tenant.client().networking();
    String outside = outside(neutron);
    String router =
        neutron
            .router()
            .create(
                Builders.router().name("out").adminStateUp(true).externalGateway(outside).build())
            .getId();
    var unusedInterface =
        neutron.router().attachInterface(router, AttachInterfaceType.SUBNET, inside(neutron));
    letIn(neutron);
    Server guest = running("reached", hosts.get(0));
    String unused = tenant.line(guest.getId(), "GUEST-READY");

    String address = floating(neutron, outside, guest).getFloatingIpAddress();

    Duration came =
        Until.so(
            "the guest answers at " + address,
            Duration.ofMinutes(1),
            () -> whole.onHost(edge(), page(address)).contains(PAGE));
    System.err.printf("reached from outside after %.1f s%n", came.toMillis() / 1e3);
    assertThat(tenant.inGuest(guest, "ping -c 3 -W 5 " + OUTSIDE)).contains("bytes from");
    tenant.delete(guest.getId());
  }

  private static String outside(NetworkingService neutron) {
    String network =
        neutron
            .network()
            .create(
                Builders.network()
                    .name(PUBLIC)
                    .adminStateUp(true)
                    .isRouterExternal(true)
                    .networkType(NetworkType.FLAT)
                    .physicalNetwork(PUBLIC)
                    .build())
            .getId();
    var unused =
        neutron
            .subnet()
            .create(
                Builders.subnet()
                    .name(PUBLIC)
                    .networkId(network)
                    .ipVersion(IPVersionType.V4)
                    .enableDHCP(false)
                    .gateway(OUTSIDE)
                    .cidr("172.24.4.0/24")
                    .build());
    return network;
  }

  private String inside(NetworkingService neutron) {
    return neutron.subnet().list().stream()
        .filter(subnet -> network.equals(subnet.getNetworkId()))
        .map(Subnet::getId)
        .findFirst()
        .orElseThrow();
  }

  /** Guests let only each other in, unless they are told. */
  private static void letIn(NetworkingService neutron) {
    neutron.securitygroup().list().stream()
        .filter(group -> group.getName().equals("default"))
        .forEach(
            group -> {
              var unused =
                  neutron
                      .securityrule()
                      .create(
                          Builders.securityGroupRule()
                              .securityGroupId(group.getId())
                              .direction("ingress")
                              .ethertype("IPv4")
                              .protocol("tcp")
                              .portRangeMin(80)
                              .portRangeMax(80)
                              .build());
            });
  }

  private static NetFloatingIP floating(NetworkingService neutron, String outside, Server guest) {
    String port =
        neutron.port().list().stream()
            .filter(p -> guest.getId().equals(p.getDeviceId()))
            .findFirst()
            .orElseThrow()
            .getId();
    return neutron
        .floatingip()
        .create(Builders.netFloatingIP().floatingNetworkId(outside).portId(port).build());
  }

  /** A page by what bash has. */
  private static String page(String address) {
    return "timeout 5 bash -c 'exec 3<>/dev/tcp/%s/80; printf \"GET / HTTP/1.0\\r\\n\\r\\n\" >&3; cat <&3' 2>&1 || true"
        .formatted(address);
  }
}
