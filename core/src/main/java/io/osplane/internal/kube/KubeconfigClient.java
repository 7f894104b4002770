package io.osplane.internal.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.jspecify.annotations.Nullable;

/** The Kubernetes client of a control plane whose caller gave none. */
public final class KubeconfigClient {
  private KubeconfigClient() {}

  /**
   * Makes it; the cluster is not asked yet.
   *
   * @param kubeconfig its text; empty for what the machine has
   * @throws IllegalArgumentException if it cannot be used; nothing of its credentials is repeated
   */
  public static KubernetesClient of(String kubeconfig) {
    Config config =
        new ConfigBuilder(kubeconfig.isEmpty() ? new ConfigBuilder().build() : read(kubeconfig))
            .withRequestRetryBackoffLimit(0)
            .withConnectionTimeout(5_000)
            .withRequestTimeout(10_000)
            .withMaxConcurrentRequests(128)
            .withMaxConcurrentRequestsPerHost(64)
            .build();
    try {
      return new KubernetesClientBuilder().withConfig(config).build();
    } catch (KubernetesClientException e) {
      throw new IllegalArgumentException(
          "no client for " + config.getMasterUrl() + ": " + rootMessage(e), e);
    }
  }

  private static Config read(String kubeconfig) {
    Config config = parsed(kubeconfig);
    if (config == null) {
      throw new IllegalArgumentException(
          "the kubeconfig is no YAML of clusters, users and contexts: give the text of the file,"
              + " not its path");
    }
    if (config.getCurrentContext() == null) {
      throw new IllegalArgumentException(
          "the kubeconfig has no current context: run kubectl config use-context, or set"
              + " current-context to one of its contexts");
    }
    return config;
  }

  /** Parsers quote what they read, and that may be a token: their exceptions end here. */
  private static @Nullable Config parsed(String kubeconfig) {
    try {
      return Config.fromKubeconfig(kubeconfig);
    } catch (RuntimeException e) {
      return null;
    }
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }
}
