package io.osplane.benchmarks;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.compute.ComputeSpec;
import io.osplane.compute.VirtType;
import io.osplane.galera.GaleraSpec;
import io.osplane.openstack.MemcachedSpec;
import io.osplane.openstack.OpenStack;
import io.osplane.rabbitmq.RabbitMqSpec;
import io.osplane.sdn.Datapath;
import io.osplane.sdn.OvnSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Empty namespace to a server that is ACTIVE: Osplane and a floor in turns, the same cloud. */
final class FirstServer {
  /** The nodes that are hosts, as in the floor. */
  static final List<String> HOSTS = List.of("node2", "node3");

  private FirstServer() {}

  /** As many of each as the floor has: three of database and bus, two Keystones, else one. */
  static ControlPlaneSpec cloud() {
    return ControlPlaneSpec.builder()
        .size(Size.TINY)
        .component(GaleraSpec.of(3))
        .component(RabbitMqSpec.of(3))
        .component(MemcachedSpec.of(1))
        .component(OpenStack.keystone(2))
        .component(OpenStack.glance(1))
        .component(OpenStack.placement(1))
        .component(OpenStack.nova(1))
        .component(OpenStack.neutron(1))
        .component(OvnSpec.of(1).withDatapath(Datapath.USERSPACE))
        .component(ComputeSpec.of(VirtType.QEMU))
        .build();
  }

  /**
   * Measures so many pairs, and tells each one as it comes.
   *
   * @param disk a bootable disk, the one that the floor's first server has
   */
  static void run(String kubeconfig, Floor floor, Path disk, int pairs, Consumer<String> out)
      throws IOException, InterruptedException {
    byte[] image = Files.readAllBytes(disk);
    List<Double> ratios = new ArrayList<>();
    out.accept("pair   floor ACTIVE   Osplane deployed   ACTIVE   ratio");
    for (int pair = 1; pair <= pairs; pair++) {
      double its = floor.server();
      floor.down();
      Times ours = deploy(kubeconfig, image, "server" + pair);
      ratios.add(ours.whole() / its);
      out.accept(
          String.format(
              Locale.ROOT,
              "%4d   %12.1f   %16.1f   %6.1f   %5.2f",
              pair,
              its,
              ours.token(),
              ours.whole(),
              ours.whole() / its));
    }
    out.accept("median ratio: first server ACTIVE " + Spread.of(ratios).text(2));
  }

  /** One deployment from before its namespace is made: until it is done, until the server runs. */
  private static Times deploy(String kubeconfig, byte[] image, String purpose)
      throws InterruptedException {
    try (Testbed bed = new Testbed(kubeconfig, purpose);
        ControlPlane cloud = bed.open()) {
      long begin = System.nanoTime() - bed.creation().toNanos();
      bed.label(HOSTS);
      EarlyUser user = EarlyUser.of(cloud, image);
      cloud.deploy(cloud()).apply();
      double deployed = seconds(begin);
      user.await();
      Times times = new Times(deployed, seconds(begin));
      ServerClient.of(cloud).delete();
      return times;
    }
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
