package io.osplane.benchmarks;

import io.osplane.ControlPlane;
import io.osplane.event.StepFinished;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * A user that does not wait for the whole cloud, like the floor's: the image goes up as soon as
 * there are Glance and the users, the network is made as soon as there is Neutron.
 */
final class EarlyUser {
  private static final Set<String> IMAGES =
      Set.of("glance/ready", "keystone/identity-glance", "keystone/identity-nova");
  private static final Set<String> NETWORKS =
      Set.of("neutron/ready", "keystone/identity-neutron", "keystone/identity-nova");

  private final ControlPlane cloud;
  private final CompletableFuture<String> image;
  private final CompletableFuture<String> network;

  private EarlyUser(
      ControlPlane cloud, CompletableFuture<String> image, CompletableFuture<String> network) {
    this.cloud = cloud;
    this.image = image;
    this.network = network;
  }

  /** Begins to listen; to be called before the deployment begins. */
  static EarlyUser of(ControlPlane cloud, byte[] disk) {
    return new EarlyUser(
        cloud,
        after(cloud, IMAGES).thenApplyAsync(unused -> ServerClient.of(cloud).image(disk)),
        after(cloud, NETWORKS).thenApplyAsync(unused -> ServerClient.of(cloud).network()));
  }

  private static CompletableFuture<Void> after(ControlPlane cloud, Set<String> steps) {
    CompletableFuture<Void> all = new CompletableFuture<>();
    Set<String> left = new TreeSet<>(steps);
    cloud
        .events()
        .on(
            StepFinished.class,
            e -> {
              if (left.remove(e.step().id()) && left.isEmpty()) {
                all.complete(null);
              }
            });
    return all;
  }

  /** Boots a server; returns when it is ACTIVE. */
  void boot() {
    ServerClient.of(cloud).boot(image.join(), network.join());
  }
}
