package io.osplane.benchmarks;

import io.osplane.ControlPlane;
import io.osplane.event.StepFinished;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * A user that does not wait for the whole cloud, like the floor's: the image goes up as soon as
 * there are Glance and the users, the network is made as soon as there is Neutron, and the server
 * as soon as hosts take servers.
 */
final class EarlyUser {
  private static final Set<String> IMAGES =
      Set.of("glance/ready", "keystone/identity-glance", "keystone/identity-nova");
  private static final Set<String> NETWORKS =
      Set.of("neutron/ready", "keystone/identity-neutron", "keystone/identity-nova");

  private static final Set<String> HOSTS = Set.of("compute/admission", "nova/ready");

  private final CompletableFuture<Void> active;

  private EarlyUser(CompletableFuture<Void> active) {
    this.active = active;
  }

  /** Begins to listen; to be called before the deployment begins. */
  static EarlyUser of(ControlPlane cloud, byte[] disk) {
    CompletableFuture<String> image =
        after(cloud, IMAGES).thenApplyAsync(unused -> ServerClient.of(cloud).image(disk));
    CompletableFuture<String> network =
        after(cloud, NETWORKS).thenApplyAsync(unused -> ServerClient.of(cloud).network());
    return new EarlyUser(
        after(cloud, HOSTS)
            .thenRunAsync(() -> ServerClient.of(cloud).boot(image.join(), network.join())));
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

  /** Returns when its server is ACTIVE, or fails as that did. */
  void await() {
    active.join();
  }
}
