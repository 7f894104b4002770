package io.osplane.examples;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.osplane.Access;
import io.osplane.ControlPlane;
import io.osplane.SecretRef;
import io.osplane.error.RefusedException;
import io.osplane.error.UnreachableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A real Kubernetes cluster, reached by a kubeconfig. */
final class RealTarget implements Target {
  private static final String NAME = "quickstart";
  private final KubernetesClient client;
  private final String namespace;
  private final Optional<URI> keystone;
  private @Nullable LocalPortForward forward;

  private RealTarget(KubernetesClient client, String namespace, Optional<URI> keystone) {
    this.client = client;
    this.namespace = namespace;
    this.keystone = keystone;
  }

  /**
   * Reads the kubeconfig; the cluster is not asked yet.
   *
   * @param keystone where Keystone is reached from here; empty to go through the API server
   * @throws UnreadableException if the file cannot be read, or is no kubeconfig
   */
  static RealTarget of(Path kubeconfig, String namespace, Optional<URI> keystone) {
    Config config = new ConfigBuilder(read(kubeconfig)).withRequestRetryBackoffLimit(0).build();
    KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
    return new RealTarget(client, namespace, keystone);
  }

  private static Config read(Path file) {
    return parse(UnreadableException.read("kubeconfig", file))
        .filter(config -> config.getCurrentContext() != null)
        .orElseThrow(
            () -> new UnreadableException(file + " is no kubeconfig with a current context"));
  }

  /** The client's parser throws what its YAML library throws. */
  private static Optional<Config> parse(String text) {
    try {
      return Optional.of(Config.fromKubeconfig(text));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public String describe() {
    return client.getMasterUrl() + ", namespace " + namespace;
  }

  @Override
  public ControlPlane open() {
    return ControlPlane.builder().name(NAME).namespace(namespace).client(client).build();
  }

  @Override
  public URI keystone(Access access) {
    return keystone.orElseGet(() -> forwarded(URI.create(access.authUrl())));
  }

  /** A Service's name means nothing out here: the API server carries the bytes. */
  private URI forwarded(URI inside) {
    if (forward == null) {
      forward =
          client
              .services()
              .inNamespace(namespace)
              .withName(service(inside))
              .portForward(inside.getPort());
    }
    return URI.create("http://127.0.0.1:" + forward.getLocalPort() + inside.getPath());
  }

  private static String service(URI inside) {
    return inside.getHost().split("\\.", 2)[0];
  }

  @Override
  public String detour(Access access) {
    URI inside = URI.create(access.authUrl());
    return "Run 'kubectl -n %1$s port-forward service/%2$s %3$d:%3$d', and this again with --keystone http://127.0.0.1:%3$d%4$s"
        .formatted(namespace, service(inside), inside.getPort(), inside.getPath());
  }

  @Override
  public String reveal(SecretRef ref) {
    String value =
        Optional.ofNullable(secret(ref))
            .map(secret -> secret.getData().get(ref.key()))
            .orElseThrow(
                () ->
                    new RefusedException(
                        "ask for a token", ref + " is not there", "Restore it from a backup"));
    return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
  }

  private @Nullable Secret secret(SecretRef ref) {
    try {
      return client.secrets().inNamespace(namespace).withName(ref.name()).get();
    } catch (KubernetesClientException e) {
      throw new UnreachableException("reading " + ref, String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    if (forward != null) {
      closeForward(forward);
    }
    client.close();
  }

  private static void closeForward(LocalPortForward open) {
    try {
      open.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
