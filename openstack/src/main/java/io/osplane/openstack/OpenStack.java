package io.osplane.openstack;

import io.osplane.ControlPlaneSpec;
import io.osplane.compute.ComputeSpec;
import io.osplane.galera.GaleraSpec;
import io.osplane.rabbitmq.RabbitMqSpec;
import io.osplane.sdn.OvnSpec;
import io.osplane.service.ApiServiceSpec;

/** Ready-made specs to start from. */
public final class OpenStack {
  /** The kind of Keystone, the identity service. */
  public static final String KEYSTONE = "keystone";

  /** The kind of Glance, the image service. */
  public static final String GLANCE = "glance";

  /** The kind of Placement, the inventory of what servers can be placed on. */
  public static final String PLACEMENT = "placement";

  /** The kind of Nova, the compute service. */
  public static final String NOVA = "nova";

  /** The kind of Neutron, the network service. */
  public static final String NEUTRON = "neutron";

  /** The kind of Barbican, the key manager. */
  public static final String BARBICAN = "barbican";

  /** The kind of Heat, orchestration. */
  public static final String HEAT = "heat";

  /** The kind of Horizon, the dashboard. */
  public static final String HORIZON = "horizon";

  /** The kind of Cinder, block storage. */
  public static final String CINDER = "cinder";

  /** Keystone's password for the administrator, as a credential. */
  public static final String ADMIN = "admin";

  private OpenStack() {}

  /**
   * An identity service that survives the loss of any one node: database and message bus of so many
   * members, a cache, two Keystones. What else a cloud has is added to it.
   *
   * @param members 3, 5 or 7
   */
  public static ControlPlaneSpec.Builder identity(int members) {
    return ControlPlaneSpec.builder()
        .component(GaleraSpec.of(members))
        .component(RabbitMqSpec.of(members))
        .component(MemcachedSpec.of(2))
        .component(keystone(2));
  }

  /**
   * A whole cloud that survives the loss of any one node: the identity service and, twice each,
   * images, placement, compute and network with OVN. Its hosts are the Kubernetes nodes with the
   * label {@code osplane.io/host.PLANE}; what differs from KVM and from the kernel's datapath is
   * said by components of the same names, {@code compute} and {@code ovn}.
   *
   * @param members 3, 5 or 7
   */
  public static ControlPlaneSpec.Builder ha(int members) {
    return identity(members)
        .component(glance(2))
        .component(placement(2))
        .component(OvnSpec.of(members))
        .component(neutron(2))
        .component(nova(2))
        .component(ComputeSpec.defaults());
  }

  /** A Keystone named {@code keystone}. */
  public static ApiServiceSpec keystone(int replicas) {
    return ApiServiceSpec.of(KEYSTONE, replicas);
  }

  /**
   * A Glance named {@code glance} that keeps images on a volume of its own, {@code images}, which
   * every replica mounts: its class must offer {@code ReadWriteMany}.
   */
  public static ApiServiceSpec glance(int replicas) {
    return ApiServiceSpec.of(GLANCE, replicas);
  }

  /** A Placement named {@code placement}. */
  public static ApiServiceSpec placement(int replicas) {
    return ApiServiceSpec.of(PLACEMENT, replicas);
  }

  /** A Nova named {@code nova}, without hosts. */
  public static ApiServiceSpec nova(int replicas) {
    return ApiServiceSpec.of(NOVA, replicas);
  }

  /** A Neutron named {@code neutron}; its back end is a component of its own. */
  public static ApiServiceSpec neutron(int replicas) {
    return ApiServiceSpec.of(NEUTRON, replicas);
  }

  /**
   * A Barbican named {@code barbican} that encrypts secrets itself, by a generated key: the Secret
   * {@code barbican-kek}, without which no stored secret can be read.
   */
  public static ApiServiceSpec barbican(int replicas) {
    return ApiServiceSpec.of(BARBICAN, replicas);
  }

  /** A Heat named {@code heat}; users of its stacks are in a domain of their own, {@code heat}. */
  public static ApiServiceSpec heat(int replicas) {
    return ApiServiceSpec.of(HEAT, replicas);
  }

  /**
   * A Horizon named {@code horizon}. Its options are settings in Python's spelling with values in
   * JSON, in a section named {@code settings}.
   */
  public static ApiServiceSpec horizon(int replicas) {
    return ApiServiceSpec.of(HORIZON, replicas);
  }

  /**
   * A Cinder named {@code cinder} that keeps volumes as files on a volume of its own, {@code
   * volumes}, whose class must offer {@code ReadWriteMany}. Hosts mount it as well, so that servers
   * get its volumes as disks.
   */
  public static ApiServiceSpec cinder(int replicas) {
    return ApiServiceSpec.of(CINDER, replicas);
  }
}
