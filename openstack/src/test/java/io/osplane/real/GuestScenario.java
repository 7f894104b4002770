package io.osplane.real;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openstack4j.model.compute.Server;

/** Tests that share one whole cloud with real guests on two hosts, each leaving it as it was. */
@ExtendWith(NeedsCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GuestScenario {
  WholeCloud whole;
  ControlPlane cloud;
  Tenant tenant;
  String image;
  String flavor;
  String network;
  List<String> hosts;

  @BeforeAll
  void deploy() {
    List<String> nodes = WholeCloud.nodes();
    hosts = nodes.subList(nodes.size() - 2, nodes.size());
    whole = new WholeCloud(hosts, spec());
    groups().forEach(whole::label);
    cloud = whole.open();
    cloud.deploy(spec()).apply();
    tenant = new Tenant(whole, cloud.access());
    image = tenant.image();
    flavor = tenant.flavor();
    network = tenant.network();
  }

  /** The cloud that the tests share. */
  ControlPlaneSpec spec() {
    return WholeCloud.spec();
  }

  /** The groups of hosts that are not in the one of all others. */
  Map<String, String> groups() {
    return Map.of();
  }

  /** Pods that a port was forwarded to may be gone. */
  @BeforeEach
  void logIn() {
    tenant.renew();
  }

  @AfterAll
  void remove() {
    try (WholeCloud unused = whole;
        ControlPlane alsoUnused = cloud) {
      if (tenant != null) {
        tenant.close();
      }
    }
  }

  /** A running server on a host. */
  Server running(String name, String host) {
    Server asked = tenant.boot(name, image, flavor, network, host);
    return tenant.awaits(asked.getId(), Server.Status.ACTIVE);
  }

  /** Another host, where guests on different ones can meet. */
  String other() {
    return WholeCloud.tunnelCard().isPresent() ? hosts.get(1) : hosts.get(0);
  }
}
