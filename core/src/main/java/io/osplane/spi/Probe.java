package io.osplane.spi;

import io.osplane.SecretRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** What may be looked at, and nothing touched. */
public interface Probe {
  /** What is known of the control plane as a whole. */
  Plane plane();

  /**
   * How a claim of this component is reached, whether or not it is served yet.
   *
   * @throws IllegalStateException if nobody answers such a claim
   */
  <B> B binding(Claim<B> claim);

  /** What is claimed of this component. */
  default List<Claim<?>> asked() {
    return List.of();
  }

  /** The time, by the clock that the control plane was given. */
  default Instant now() {
    return Instant.now();
  }

  /** Its Kubernetes objects as last seen. */
  View view();

  /** A pod, by name; nothing is asked of it before its methods are called. */
  Member member(String pod);

  /**
   * What several pods answer, in the given order; asked side by side, so the question must be
   * thread-safe.
   *
   * @param question what to ask of a pod of this name
   */
  default <T> List<T> ask(List<String> pods, BiFunction<String, Member, T> question) {
    return pods.stream().map(pod -> question.apply(pod, member(pod))).toList();
  }

  /**
   * What was made when it was first asked for, as long as one looks: a wait that asks again and
   * again logs in once.
   *
   * @param key what tells it from others of its type
   * @param first makes it; where it fails nothing is kept
   */
  default <T> T kept(Class<T> type, Object key, Supplier<T> first) {
    return first.get();
  }

  /** A Service's HTTP port, reached through the API server. */
  Member.Answer http(
      String service,
      String method,
      int port,
      String path,
      Map<String, String> headers,
      String body);

  /** As {@link #http}, with a body that is no text. */
  Member.Answer upload(
      String service,
      String method,
      int port,
      String path,
      Map<String, String> headers,
      byte[] body);

  /**
   * A secret's value; for an input or a request's body only, never for a message.
   *
   * @throws io.osplane.error.RefusedException if it is not there
   */
  String reveal(SecretRef ref);

  /** A record of this component in the cluster; empty if there is none. */
  Map<String, String> record(String name);
}
