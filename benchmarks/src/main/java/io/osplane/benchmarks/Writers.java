package io.osplane.benchmarks;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.osplane.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Ways to have the objects of a sheet accepted by an API server; each tells how long it took. */
final class Writers {
  private static final int CONNECTIONS = 16;

  /**
   * How long one way took, in seconds.
   *
   * @param writes from the first write of an object to the last one accepted
   * @param whole from the call to its return
   */
  record Took(double writes, double whole) {}

  private Writers() {}

  /** Osplane's apply: with its Lease, lists, revision and order of kinds around the writes. */
  static Took osplane(Testbed bed, Sheet sheet) {
    Traffic traffic = new Traffic();
    try (KubernetesClient client = traffic.client(bed.kubeconfig());
        ControlPlane cloud =
            ControlPlane.builder().name(bed.namespace()).client(client).component(sheet).build()) {
      long begin = System.nanoTime();
      cloud.deploy(Sheet.spec()).apply();
      return new Took(writes(traffic.requests()), since(begin));
    }
  }

  /**
   * Server-side apply of the objects on sixteen connections, and nothing else. By force, for a
   * controller may be ahead with a volume claim.
   */
  static Took raw(Testbed bed, Sheet sheet) {
    Traffic traffic = new Traffic();
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try (KubernetesClient client = traffic.client(bed.kubeconfig())) {
      warm(client, bed, threads);
      long begin = System.nanoTime();
      all(
          threads,
          sheet.objects().stream().map(o -> (Runnable) () -> apply(client, bed, o)).toList());
      return new Took(writes(traffic.requests()), since(begin));
    } finally {
      threads.shutdown();
    }
  }

  /** The seconds of one {@code kubectl apply --server-side} of all; empty if it failed. */
  static Optional<Double> kubectl(Testbed bed, Sheet sheet)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("apply-ratio");
    Path objects = Files.writeString(folder.resolve("objects.yaml"), sheet.yaml());
    Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), bed.kubeconfig());
    try {
      long begin = System.nanoTime();
      Process process =
          new ProcessBuilder(
                  "kubectl",
                  "--kubeconfig=" + kubeconfig,
                  "apply",
                  "--server-side",
                  "--force-conflicts",
                  "--namespace=" + bed.namespace(),
                  "-f",
                  objects.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean isDone = process.waitFor() == 0;
      return isDone ? Optional.of(since(begin)) : Optional.empty();
    } finally {
      for (Path file : List.of(objects, kubeconfig, folder)) {
        Files.delete(file);
      }
    }
  }

  /** Osplane has listed before it writes: so the connections of the other are open, too. */
  private static void warm(KubernetesClient client, Testbed bed, ExecutorService threads) {
    Runnable look = () -> Objects.requireNonNull(client.pods().inNamespace(bed.namespace()).list());
    all(threads, Collections.nCopies(CONNECTIONS, look));
  }

  private static void all(ExecutorService threads, List<Runnable> tasks) {
    List<CompletableFuture<?>> running = new ArrayList<>();
    tasks.forEach(task -> running.add(CompletableFuture.runAsync(task, threads)));
    CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
  }

  private static void apply(KubernetesClient client, Testbed bed, HasMetadata object) {
    Objects.requireNonNull(
        client
            .resource(object)
            .inNamespace(bed.namespace())
            .fieldManager("raw")
            .forceConflicts()
            .serverSideApply());
  }

  private static double writes(List<Request> requests) {
    List<Request> applies = requests.stream().filter(r -> r.verb().equals("patch")).toList();
    Instant first = applies.get(0).sent();
    Instant last =
        applies.stream().map(Request::answered).max(Comparator.naturalOrder()).orElse(first);
    return Duration.between(first, last).toNanos() / 1e9;
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
