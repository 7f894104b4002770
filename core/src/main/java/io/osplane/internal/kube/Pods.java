package io.osplane.internal.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.osplane.error.OsplaneException;
import io.osplane.error.UnreachableException;
import io.osplane.spi.Member;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The pods of one namespace: each one's commands, ports and logs, and the ports of whoever answers
 * for a Service. Thread-safe.
 */
public final class Pods {
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private final KubernetesClient client;
  private final Http http;
  private final String namespace;

  Pods(KubernetesClient client, Http http, String namespace) {
    this.client = client;
    this.http = http;
    this.namespace = namespace;
  }

  /** A pod's commands and ports. */
  public Member member(String pod) {
    return new PodMember(client, http, this, namespace, pod);
  }

  /**
   * A request to an HTTP port, through the API server.
   *
   * @param target of the namespace, for example {@code /services/keystone:5000}
   */
  public Member.Answer proxy(
      String target, String method, String path, Map<String, String> headers, String body) {
    return proxy(
        target,
        method,
        path,
        headers,
        request -> request.method(method, "application/json", body.isEmpty() ? null : body));
  }

  /** The same with a body that is no text. */
  public Member.Answer upload(
      String target, String method, String path, Map<String, String> headers, byte[] body) {
    Map<String, String> all = new TreeMap<>(headers);
    // else it goes in chunks, which servers behind WSGI do not take
    all.put("content-length", Integer.toString(body.length));
    String type = headers.getOrDefault("content-type", "application/octet-stream");
    all.remove("content-type");
    return proxy(
        target,
        method,
        path,
        all,
        request -> request.method(method, type, new ByteArrayInputStream(body), body.length));
  }

  private Member.Answer proxy(
      String target,
      String method,
      String path,
      Map<String, String> headers,
      UnaryOperator<HttpRequest.Builder> body) {
    String whole = "/api/v1/namespaces/" + namespace + target;
    HttpResponse<byte[]> answer =
        answer(
            () -> {
              HttpRequest.Builder request = request(whole + "/proxy" + path);
              headers.forEach(request::header);
              return body.apply(request).build();
            },
            method + " " + path + " of " + whole);
    Map<String, String> first = new TreeMap<>();
    answer.headers().forEach((k, v) -> first.put(k.toLowerCase(Locale.ROOT), v.get(0)));
    return new Member.Answer(answer.code(), first, text(answer));
  }

  /** The last lines of a pod's log; empty if there are none to be had. */
  public String log(String pod, String container, int lines, boolean previous) {
    String path =
        "/api/v1/namespaces/%s/pods/%s/log?container=%s&tailLines=%d&previous=%b"
            .formatted(namespace, pod, container, lines, previous);
    HttpResponse<byte[]> answer = answer(request(path)::build, "reading the log of pod " + pod);
    return answer.isSuccessful() ? text(answer) : "";
  }

  private HttpRequest.Builder request(String path) {
    return http.client()
        .newHttpRequestBuilder()
        .uri(http.server() + path)
        .timeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The request is made anew for each attempt, for its body is read once. */
  private HttpResponse<byte[]> answer(Supplier<HttpRequest> request, String tried) {
    boolean isRead = request.get().method().equals("GET");
    HttpResponse<byte[]> reply = insist(request, isRead, tried);
    if (isServersOwn(reply)) {
      throw new UnreachableException(
          tried, "the API server failed", new IOException("status " + reply.code()));
    }
    return reply;
  }

  private HttpResponse<byte[]> insist(Supplier<HttpRequest> request, boolean isRead, String tried) {
    try {
      return http.insist(
          () ->
              http.client()
                  .sendAsync(request.get(), byte[].class)
                  .get(ANSWER.toMillis() + 1_000, TimeUnit.MILLISECONDS),
          reply -> reply.code() == 429 || (isRead && isServersOwn(reply)),
          e -> !isRead || !(e instanceof ExecutionException) || isTimeout(e.getCause()));
    } catch (OsplaneException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException(tried, "interrupted", e);
    } catch (Exception e) {
      throw new UnreachableException(tried, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Whether the API server itself failed; that a pod does not answer is another status. Nobody
   * knows whether a write came to the pod.
   */
  private static boolean isServersOwn(HttpResponse<byte[]> reply) {
    return reply.code() == 500 && text(reply).contains("\"kind\":\"Status\"");
  }

  private static boolean isTimeout(@Nullable Throwable e) {
    return e instanceof TimeoutException || e instanceof HttpTimeoutException;
  }

  private static String text(HttpResponse<byte[]> answer) {
    byte[] bytes = answer.body();
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }
}
