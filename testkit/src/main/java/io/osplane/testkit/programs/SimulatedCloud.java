package io.osplane.testkit.programs;

import io.osplane.testkit.SimulatedClusterBuilder;

/**
 * The programs of an OpenStack control plane: Galera with HAProxy, RabbitMQ, OVN's databases,
 * memcached and Keystone answer as the real ones do, with their data on the simulated volumes.
 * Glance, Placement, Nova and Neutron start, find their databases and the message bus, and check
 * tokens. Nova has hosts, with libvirt and its agent, and servers that go from one to another;
 * Placement knows what the hosts have, and Neutron the metadata agents on them. What else is asked
 * for is an empty list.
 */
public final class SimulatedCloud {
  private SimulatedCloud() {}

  /** Lets these programs run in the containers whose images are named after them. */
  public static SimulatedClusterBuilder programs(SimulatedClusterBuilder builder) {
    return builder
        .program("galera", GaleraMember::of)
        .program("haproxy", Haproxy::of)
        .program("rabbitmq", RabbitMember::of)
        .program("ovn", OvnMember::of)
        .program("libvirt", Libvirt::new)
        .program("openstack", OpenStackPrograms::of);
  }
}
