package io.osplane.openstack;

import io.osplane.ControlPlaneSpec;
import io.osplane.galera.GaleraSpec;
import io.osplane.rabbitmq.RabbitMqSpec;

/** Ready-made specs to start from. */
public final class OpenStack {
  private OpenStack() {}

  /**
   * A control plane that survives the loss of any one node: database and message bus of so many
   * members, a cache, two Keystones.
   *
   * @param members 3, 5 or 7
   */
  public static ControlPlaneSpec.Builder ha(int members) {
    return ControlPlaneSpec.builder()
        .component(GaleraSpec.of(members))
        .component(RabbitMqSpec.of(members))
        .component(MemcachedSpec.of(2))
        .component(ApiServiceSpec.keystone(2));
  }
}
