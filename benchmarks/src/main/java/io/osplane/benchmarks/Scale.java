package io.osplane.benchmarks;

import io.fabric8.kubernetes.client.KubernetesClient;
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
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Fake hosts until all take servers, and then many servers on them, booted and deleted. */
final class Scale {
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

  /**
   * The same in the floor's cloud and in Osplane's, each deployed and taken away; tells each as it
   * comes.
   *
   * @return of Osplane's
   */
  static ScaleReport run(
      String kubeconfig, int hosts, ServerLoad load, Optional<Floor> floor, Consumer<String> out)
      throws IOException, InterruptedException {
    double its = 0;
    if (floor.isPresent()) {
      its = ofFloor(kubeconfig, hosts, load, floor.get(), out).throughput();
    }
    ScaleReport ours = ofOsplane(kubeconfig, hosts, load, out);
    if (its > 0) {
      out.accept(
          String.format(Locale.ROOT, "throughput to the floor's: %.2f", ours.throughput() / its));
    }
    return ours;
  }

  private static ScaleReport ofFloor(
      String kubeconfig, int hosts, ServerLoad load, Floor floor, Consumer<String> out)
      throws IOException, InterruptedException {
    double unused = floor.server();
    try (KubernetesClient admin = Testbed.admin(kubeconfig)) {
      long begin = System.nanoTime();
      FloorHosts made = new FloorHosts(admin);
      made.make(hosts);
      out.accept(line("floor: " + hosts + " hosts mapped and in Placement, from none", begin));
      ScaleReport report = measured(hosts, load, made.cloud());
      out.accept("floor: " + report.text());
      return report;
    } finally {
      floor.down();
    }
  }

  private static ScaleReport ofOsplane(
      String kubeconfig, int hosts, ServerLoad load, Consumer<String> out)
      throws InterruptedException {
    try (Testbed bed = new Testbed(kubeconfig, "scale");
        ControlPlane cloud = bed.open()) {
      long begin = System.nanoTime();
      cloud.deploy(cloud()).apply();
      out.accept(line("control plane deployed", begin));
      begin = System.nanoTime();
      cloud.scale(HOSTS, hosts).apply();
      out.accept(line(hosts + " hosts mapped and in Placement, from none", begin));
      String password = bed.password(cloud.access().password());
      ScaleReport report =
          measured(hosts, load, new CloudClient(bed.admin(), bed.namespace(), password));
      out.accept(report.text());
      return report;
    }
  }

  private static ScaleReport measured(int hosts, ServerLoad load, CloudClient cloud)
      throws InterruptedException {
    return new ScaleReport(hosts, load.concurrency(), load.run(FakeServers.prepare(cloud)));
  }

  private static String line(String what, long begin) {
    return String.format(Locale.ROOT, "%s: %.1f s", what, (System.nanoTime() - begin) / 1e9);
  }
}
