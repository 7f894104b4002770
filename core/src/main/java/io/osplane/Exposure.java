package io.osplane;

import java.util.Optional;

/**
 * Under which names the APIs are reached from outside the Kubernetes cluster, always by TLS: each
 * service under its own name in one domain, for example {@code keystone.cloud.example.org}. How
 * requests come in is the matter of a component of the spec.
 *
 * @param domain the domain, which a DNS server outside resolves with all names in it
 * @param port the TCP port, 1 to 65535
 * @param certificate the Secret with {@code tls.crt} and {@code tls.key} for all names in the
 *     domain, which the caller keeps; empty for a certificate of the control plane's own authority
 */
public record Exposure(String domain, int port, Optional<String> certificate) {
  /** The Secret of the control plane's own authority. */
  private static final String AUTHORITY = "public-authority";

  private static final int HTTPS = 443;

  /** Names in a domain at the usual port, with a certificate of an own authority. */
  public static Exposure at(String domain) {
    return new Exposure(domain, HTTPS, Optional.empty());
  }

  /** The values of fields that a spec leaves out; there is no usual domain. */
  public static Exposure defaults() {
    return at("");
  }

  public Exposure withPort(int newPort) {
    return new Exposure(domain, newPort, certificate);
  }

  /** A copy with a certificate from a Secret of type {@code kubernetes.io/tls}. */
  public Exposure withCertificate(String secret) {
    return new Exposure(domain, port, Optional.of(secret));
  }

  /** The name of a Service outside. */
  public String host(String service) {
    return service + "." + domain;
  }

  /** The URL of a Service outside, without a path. */
  public String url(String service) {
    String origin = "https://" + host(service);
    return port == HTTPS ? origin : origin + ":" + port;
  }

  /**
   * Where the certificate of the control plane's own authority is; empty if the certificate is the
   * caller's, who then knows who signed it.
   */
  public Optional<SecretRef> authority() {
    return certificate.isPresent()
        ? Optional.empty()
        : Optional.of(SecretRef.of(AUTHORITY, "ca.crt"));
  }
}
