package io.osplane.real;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.osplane.Access;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls of every API at a fixed rate from a pod on one of the cloud's hosts; none is repeated. */
final class Load {
  private static final String POD = "load";
  private static final int RATE = 2;

  private Load() {}

  /**
   * What became of one API's calls.
   *
   * @param api its service type
   * @param longestGap the longest time without a success, in seconds
   */
  record Result(String api, int requests, int failures, double longestGap) {
    static Result of(String line) {
      String[] words = line.split(" ");
      return new Result(
          words[1],
          Integer.parseInt(words[2]),
          Integer.parseInt(words[3]),
          Double.parseDouble(words[4]));
    }
  }

  /**
   * Has it run for so long, and does something a while after it began.
   *
   * @throws IllegalStateException if it got no token to begin with
   */
  static List<Result> on(WholeCloud cloud, Access access, Duration time, Runnable fault) {
    KubernetesClient admin = cloud.lab().admin();
    Pod pod = admin.resource(pod(cloud.lab().namespace(), cloud.host())).create();
    try {
      var unusedPod = admin.resource(pod).waitUntilReady(1, TimeUnit.MINUTES);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (ExecWatch exec =
          admin
              .pods()
              .resource(pod)
              .redirectingInput()
              .writingOutput(out)
              .writingError(out)
              .exec(command(access, time))) {
        String password = cloud.lab().secret(access.password().name(), access.password().key());
        exec.getInput().write((password + "\n").getBytes(UTF_8));
        exec.getInput().flush();
        var unused =
            Until.so(
                "the load began, or got no token",
                Duration.ofSeconds(60),
                () -> out.toString(UTF_8).contains("STARTED") || exec.exitCode().isDone());
        fault.run();
        int code = exec.exitCode().get(time.toSeconds() + 60, TimeUnit.SECONDS);
        if (code != 0) {
          throw new IllegalStateException(out.toString(UTF_8));
        }
        out.toString(UTF_8)
            .lines()
            .filter(l -> l.startsWith("FAILED"))
            .forEach(System.err::println);
        return out.toString(UTF_8)
            .lines()
            .filter(line -> line.startsWith("RESULT"))
            .map(Result::of)
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      var unused = admin.resource(pod).withGracePeriod(0).delete();
    }
  }

  private static String[] command(Access access, Duration time) throws IOException {
    return new String[] {
      "python3",
      "-c",
      script(),
      Long.toString(time.toSeconds()),
      Integer.toString(RATE),
      access.user(),
      access.project(),
      access.domain(),
      access.authUrl()
    };
  }

  private static String script() throws IOException {
    try (InputStream in = Load.class.getResourceAsStream("load.py")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }

  private static Pod pod(String namespace, String node) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(POD)
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .withNodeName(node)
        .withAutomountServiceAccountToken(false)
        .addNewContainer()
        .withName(POD)
        .withImage("osp/openstack")
        .withImagePullPolicy("IfNotPresent")
        .withCommand("sleep", "900")
        .endContainer()
        .endSpec()
        .build();
  }
}
