package io.osplane.internal.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import io.osplane.error.OsplaneException;
import io.osplane.error.UnreachableException;
import io.osplane.spi.Member;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A pod's commands by exec and its ports by the API server's proxy. */
final class PodMember implements Member {
  private static final String GO = "\n";
  private static final String BOUNDED = "read -r go; n=$1; shift; head -c \"$n\" | \"$@\"";
  private final KubernetesClient client;
  private final Http http;
  private final Pods pods;
  private final String namespace;
  private final String pod;

  PodMember(KubernetesClient client, Http http, Pods pods, String namespace, String pod) {
    this.client = client;
    this.http = http;
    this.pods = pods;
    this.namespace = namespace;
    this.pod = pod;
  }

  @Override
  public Result exec(Duration patience, String input, String... command) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    byte[] bytes = (GO + input).getBytes(StandardCharsets.UTF_8);
    String tried = "running " + command[0] + " in pod " + pod;
    long end = System.nanoTime() + patience.toNanos();
    try (ExecWatch exec =
        http.insist(
            () -> open(out, err, bounded(bytes.length - GO.length(), command)),
            opened -> false,
            // a node without power keeps each try waiting
            e -> isRefusal(e) || System.nanoTime() - end >= 0)) {
      exec.getInput().write(bytes);
      exec.getInput().flush();
      int code = exec.exitCode().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return new Result(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } catch (TimeoutException e) {
      throw new UnreachableException(tried, "no end after " + patience.toSeconds() + " s", e);
    } catch (OsplaneException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException(tried, "interrupted", e);
    } catch (Exception e) {
      throw new UnreachableException(tried, root(e), e);
    }
  }

  private ExecWatch open(OutputStream out, OutputStream err, String... command) {
    return client
        .pods()
        .inNamespace(namespace)
        .withName(pod)
        .redirectingInput()
        .writingOutput(out)
        .writingError(err)
        .exec(command);
  }

  /** Whether the server said no; else the way to it broke, with any exception of the client's. */
  private static boolean isRefusal(Throwable e) {
    int code = 0;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof WebSocketHandshakeException answer && answer.getResponse() != null) {
        code = answer.getResponse().code();
      } else if (cause instanceof KubernetesClientException answer && answer.getCode() > 0) {
        code = answer.getCode();
      }
    }
    return code >= 400 && !Http.AGAIN.contains(code);
  }

  /** The client's own words for it are the same for everything. */
  private static String root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  /**
   * The protocol cannot end an input, so the pod reads as many bytes as there are. It begins with a
   * line from us: what a command says before the client listens would be lost, and one whose
   * opening failed may be opened again, as it has done nothing.
   */
  private static String[] bounded(int length, String... command) {
    List<String> whole = new ArrayList<>(List.of("sh", "-c", BOUNDED, "sh", length + ""));
    whole.addAll(List.of(command));
    return whole.toArray(String[]::new);
  }

  @Override
  public Answer http(
      String method, int port, String path, Map<String, String> headers, String body) {
    return pods.proxy("/pods/" + pod + ":" + port, method, path, headers, body);
  }
}
