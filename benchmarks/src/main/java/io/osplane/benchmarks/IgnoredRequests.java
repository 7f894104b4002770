package io.osplane.benchmarks;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has pods of a namespace set neither processors nor memory aside, so that a cloud starts on nodes
 * that are too small for what it asks for; until closed. Needs a Kubernetes of 1.36 or later.
 */
final class IgnoredRequests {
  private static final int LOOKS = 60;
  private static final Map<String, Quantity> LARGE = Map.of("memory", new Quantity("1Gi"));
  private final KubernetesClient admin;
  private final List<HasMetadata> objects;

  /** Returns when the API server does so. */
  IgnoredRequests(KubernetesClient admin, String namespace) throws InterruptedException {
    this.admin = admin;
    this.objects = admin.load(manifest(namespace)).items();
    objects.forEach(object -> Testbed.create(object, admin));
    for (int look = 0; look < LOOKS; look++) {
      if (isIgnoredIn(namespace)) {
        return;
      }
      if (new CountDownLatch(1).await(1, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody counts down");
      }
    }
    close();
    throw new IllegalStateException("the API server does not apply policies to pods");
  }

  private static InputStream manifest(String namespace) {
    try (InputStream in = IgnoredRequests.class.getResourceAsStream("ignored-requests.yaml")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return new ByteArrayInputStream(
          text.replace("NAME", namespace).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isIgnoredIn(String namespace) {
    Pod asked =
        new PodBuilder()
            .withNewMetadata()
            .withName("asked")
            .withNamespace(namespace)
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("asked")
            .withImage("none")
            .withNewResources()
            .withRequests(LARGE)
            .endResources()
            .endContainer()
            .endSpec()
            .build();
    try {
      return isSmall(admin.resource(asked).dryRun(true).create());
    } catch (KubernetesClientException e) {
      return false; // a new namespace has no account for pods yet
    }
  }

  private static boolean isSmall(Pod seen) {
    return !seen.getSpec().getContainers().get(0).getResources().getRequests().equals(LARGE);
  }

  /** Has pods that are made from now on set aside what they ask for. */
  void close() {
    objects.forEach(object -> Objects.requireNonNull(admin.resource(object).delete()));
  }
}
