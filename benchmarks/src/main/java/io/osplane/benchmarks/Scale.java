package io.osplane.benchmarks;

import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.compute.FakeHostsSpec;
import io.osplane.galera.GaleraSpec;
import io.osplane.openstack.MemcachedSpec;
import io.osplane.openstack.OpenStack;
import io.osplane.rabbitmq.RabbitMqSpec;
import io.osplane.sdn.OvnSpec;
import io.osplane.service.OpenStackApi;
import io.osplane.spi.IdentityClaim;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Fake hosts until all take servers, and then many servers on them, booted and deleted. */
final class Scale {
  private static final ComponentName NOVA = ComponentName.of("nova");
  private static final ComponentName HOSTS = ComponentName.of("fake-hosts");

  private Scale() {}

  /** One of each; no host yet. Neutron is asked at each deletion which ports there are. */
  static ControlPlaneSpec cloud() {
    return ControlPlaneSpec.builder()
        .size(Size.TINY)
        .component(GaleraSpec.of(1))
        .component(RabbitMqSpec.of(1))
        .component(MemcachedSpec.of(1))
        .component(OpenStack.keystone(1))
        .component(OpenStack.glance(1))
        .component(OpenStack.placement(1))
        .component(OpenStack.nova(1))
        .component(OpenStack.neutron(1))
        .component(OvnSpec.of(1))
        .component(FakeHostsSpec.of(0))
        .build();
  }

  /** Deploys, scales, boots and deletes; tells each as it comes. */
  static ScaleReport run(String kubeconfig, int hosts, ServerLoad load, Consumer<String> out)
      throws InterruptedException {
    try (Testbed bed = new Testbed(kubeconfig, "scale");
        ControlPlane cloud = bed.open()) {
      long begin = System.nanoTime();
      cloud.deploy(cloud()).apply();
      out.accept(line("control plane deployed", begin));
      begin = System.nanoTime();
      cloud.scale(HOSTS, hosts).apply();
      out.accept(line(hosts + " hosts mapped and in Placement, from none", begin));
      ScaleReport report = new ScaleReport(hosts, load.concurrency(), laps(cloud, load));
      out.accept(report.text());
      return report;
    }
  }

  private static List<Lap> laps(ControlPlane cloud, ServerLoad load) throws InterruptedException {
    OpenStackApi api =
        cloud
            .facet(NOVA)
            .look((spec, probe) -> OpenStackApi.as(probe, IdentityClaim.of(NOVA.value())));
    return load.run(FakeServers.prepare(api));
  }

  private static String line(String what, long begin) {
    return String.format(Locale.ROOT, "%s: %.1f s", what, (System.nanoTime() - begin) / 1e9);
  }
}
