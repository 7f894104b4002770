package io.osplane.real;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/**
 * A port of this machine to a pod of a Service that speaks HTTP.
 *
 * @param forward ends when this is closed
 */
record Forwarded(LocalPortForward forward) implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** One that answers: the first may lead to a pod that goes, or be cut off by a busy kubelet. */
  static Forwarded to(Lab lab, String service, int port) {
    return Until.there(
        "a forwarded port of " + service + " that answers",
        LIMIT,
        () -> one(lab.admin(), lab.namespace(), service, port).flatMap(Forwarded::ifItAnswers));
  }

  /** Empty where no pod is there at the moment. */
  private static Optional<Forwarded> one(
      KubernetesClient client, String namespace, String service, int port) {
    try {
      return Optional.of(
          new Forwarded(
              client.services().inNamespace(namespace).withName(service).portForward(port)));
    } catch (KubernetesClientException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  private Optional<Forwarded> ifItAnswers() {
    if (answers()) {
      return Optional.of(this);
    }
    close();
    return Optional.empty();
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), forward.getLocalPort())) {
      socket.setSoTimeout((int) ANSWER.toMillis());
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** The URL of a path of the Service. */
  String url(String path) {
    return "http://127.0.0.1:" + forward.getLocalPort() + path;
  }

  @Override
  public void close() {
    try {
      forward.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
