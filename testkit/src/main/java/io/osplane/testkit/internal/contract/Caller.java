package io.osplane.testkit.internal.contract;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Execution;
import io.osplane.error.OsplaneException;
import io.osplane.event.StepStarted;
import io.osplane.testkit.SimulatedCluster;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/** A program that works on a control plane, and that can die on the way. */
public final class Caller implements AutoCloseable {
  private final SimulatedCluster cluster;
  private final String token;
  private final ControlPlane cloud;
  private final KubernetesClient client;
  private final CompletableFuture<Execution> running = new CompletableFuture<>();

  /** The caller's sudden death; an error, as no listener may be guarded against it. */
  private static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  Caller(SimulatedCluster cluster, String token, ControlPlane cloud, KubernetesClient client) {
    this.cluster = cluster;
    this.token = token;
    this.cloud = cloud;
    this.client = client;
  }

  public ControlPlane cloud() {
    return cloud;
  }

  /** Dies as soon as a step begins. */
  public void dieAt(String step) {
    at(
        step,
        () -> {
          cutOff();
          throw new Crash();
        });
  }

  /** Cancels its operation as soon as a step begins. */
  public void cancelAt(String step) {
    at(step, () -> running.join().cancel());
  }

  private void at(String step, Runnable action) {
    cloud
        .events()
        .on(
            StepStarted.class,
            started -> {
              if (started.step().id().equals(step)) {
                action.run();
              }
            });
  }

  /** Dies when so many of its requests have changed something. */
  public void dieAfterWrites(int number) {
    dieAfterWrites(number, new Others(Set.of()));
  }

  /** Dies when so many of its requests have changed something, not counting those for others. */
  void dieAfterWrites(int number, Others others) {
    AtomicInteger writes = new AtomicInteger();
    onWrite(
        others,
        () -> {
          if (writes.incrementAndGet() == number) {
            cutOff();
          }
        });
  }

  /** Acts after each request that has changed something, unless it was for others. */
  void onWrite(Others others, Runnable action) {
    others.follow(cloud.events());
    cluster
        .audit()
        .listen(
            request -> {
              if (Trial.isWrite(request) && !others.isTheirs(request)) {
                action.run();
              }
            });
  }

  /** From here on nothing that it does reaches the cluster: it cannot even let its hold go. */
  private void cutOff() {
    cluster.faults().expireToken(token);
    // else what waits goes on to wait until its patience is over
    var unused = running.thenAccept(Execution::cancel);
  }

  /**
   * Deploys once, until it dies or cancels.
   *
   * @return the failure with its trace; the report if it came to its end alive
   */
  public String deployUntilDeath(ControlPlaneSpec spec) {
    try {
      running.complete(cloud.deploy(spec).start());
      return running.join().await().describe();
    } catch (OsplaneException | CompletionException e) {
      StringWriter text = new StringWriter();
      e.printStackTrace(new PrintWriter(text, true));
      return text.toString();
    }
  }

  @Override
  public void close() {
    cloud.close();
    client.close();
  }
}
