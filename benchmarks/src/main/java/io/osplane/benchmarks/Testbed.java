package io.osplane.benchmarks;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Deletable;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.SecretRef;
import io.osplane.Size;
import io.osplane.openstack.MemcachedSpec;
import io.osplane.openstack.OpenStack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A namespace of its own on a cluster; gone with everything in it when closed. */
final class Testbed implements AutoCloseable {
  private static final int PATIENCE_MINUTES = 2;
  private final String kubeconfig;
  private final String namespace;
  private final KubernetesClient admin;
  private final Duration creation;

  /**
   * Makes the namespace.
   *
   * @param kubeconfig the text of an administrator's kubeconfig
   * @param purpose the end of the namespace's name
   */
  Testbed(String kubeconfig, String purpose) {
    this.kubeconfig = kubeconfig;
    this.namespace = "bench-" + ProcessHandle.current().pid() + "-" + purpose;
    this.admin = admin(kubeconfig);
    long begin = System.nanoTime();
    create(
        new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build(), admin);
    this.creation = Duration.ofNanos(System.nanoTime() - begin);
  }

  /** A client of an administrator, to be closed. */
  static KubernetesClient admin(String kubeconfig) {
    Config config =
        new ConfigBuilder(Config.fromKubeconfig(kubeconfig)).withRequestTimeout(120_000).build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** The small cloud that every benchmark deploys. */
  static ControlPlaneSpec cloud() {
    return OpenStack.identity(3).size(Size.TINY).component(MemcachedSpec.of(1)).build();
  }

  static void create(HasMetadata object, KubernetesClient client) {
    Objects.requireNonNull(client.resource(object).create());
  }

  String namespace() {
    return namespace;
  }

  String kubeconfig() {
    return kubeconfig;
  }

  /** Makes nodes hosts of the control plane; a node is written by others all the time. */
  void label(List<String> nodes) {
    String patch =
        "{\"metadata\":{\"labels\":{\"osplane.io/host.%s\":\"default\"}}}".formatted(namespace);
    for (String node : nodes) {
      Objects.requireNonNull(
          admin.nodes().withName(node).patch(PatchContext.of(PatchType.JSON_MERGE), patch));
    }
  }

  /** How long it took to make the namespace. */
  Duration creation() {
    return creation;
  }

  KubernetesClient admin() {
    return admin;
  }

  /** What is behind a reference. */
  String password(SecretRef ref) {
    String coded =
        admin.secrets().inNamespace(namespace).withName(ref.name()).get().getData().get(ref.key());
    return new String(Base64.getDecoder().decode(coded), StandardCharsets.UTF_8);
  }

  /** A control plane in the namespace, called like it. */
  ControlPlane open() {
    return ControlPlane.builder().name(namespace).kubeconfig(kubeconfig).build();
  }

  @Override
  public void close() {
    try {
      // a namespace that is deleted while pods are there takes half their grace period longer; the
      // node gives up a pod that misses a volume only when it is done waiting for it
      List<Deletable> owners =
          List.of(
              admin.apps().statefulSets().inNamespace(namespace),
              admin.apps().deployments().inNamespace(namespace),
              admin.apps().daemonSets().inNamespace(namespace),
              admin.batch().v1().cronjobs().inNamespace(namespace),
              admin.batch().v1().jobs().inNamespace(namespace),
              admin
                  .pods()
                  .inNamespace(namespace)
                  .withField("status.phase", "Pending")
                  .withGracePeriod(0),
              admin.pods().inNamespace(namespace).withGracePeriod(1));
      owners.forEach(owner -> Objects.requireNonNull(owner.delete()));
      awaitNoPods();
      Objects.requireNonNull(admin.namespaces().withName(namespace).delete());
      admin
          .namespaces()
          .withName(namespace)
          .waitUntilCondition(Objects::isNull, PATIENCE_MINUTES, TimeUnit.MINUTES);
    } finally {
      admin.close();
    }
  }

  private void awaitNoPods() {
    CompletableFuture<?> gone =
        admin.pods().inNamespace(namespace).informOnCondition(List::isEmpty);
    try {
      gone.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException e) {
      List<String> left =
          admin.pods().inNamespace(namespace).list().getItems().stream()
              .map(p -> p.getMetadata().getName() + " " + p.getMetadata().getDeletionTimestamp())
              .toList();
      throw new IllegalStateException("in namespace " + namespace + " stay pods " + left, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      gone.cancel(true);
    }
  }
}
