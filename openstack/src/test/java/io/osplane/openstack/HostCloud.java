package io.osplane.openstack;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.osplane.ComponentSpec;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.Ticker;
import io.osplane.compute.Compute;
import io.osplane.compute.Host;
import io.osplane.galera.GaleraSpec;
import io.osplane.rabbitmq.RabbitMqSpec;
import io.osplane.sdn.OvnSpec;
import io.osplane.service.ApiServiceSpec;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.SimulatedClusterBuilder;
import io.osplane.testkit.programs.SimulatedCloud;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A small simulated cloud, deployed, with hosts of any kind. */
final class HostCloud implements AutoCloseable {
  static final String LABEL = "osplane.io/host.cloud";
  final SimulatedCluster cluster;
  final KubernetesClient admin;
  final ControlPlane cloud;
  final Compute compute;
  final SimulatedTenant tenant;

  /**
   * Deploys it.
   *
   * @param groups of the nodes that are hosts
   */
  HostCloud(ControlPlaneSpec spec, Map<String, String> groups) {
    SimulatedClusterBuilder builder = SimulatedCloud.programs(SimulatedCluster.builder());
    groups.forEach((node, group) -> builder.label(node, LABEL, group));
    cluster = builder.start();
    admin =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
            .build();
    Namespace unused =
        admin
            .resource(
                new NamespaceBuilder().withNewMetadata().withName("cloud").endMetadata().build())
            .create();
    // keeps all but what hosts run away from a node, so that the cloud goes on without it
    edit("node1", node -> node.getSpec().setUnschedulable(true));
    cloud =
        ControlPlane.builder()
            .name("cloud")
            .kubeconfig(cluster.kubeconfig())
            .ticker(cluster.clock().asTicker()) // a machine under load loses no hold
            .build();
    cloud.deploy(spec).apply();
    compute = Compute.on(cloud);
    tenant = new SimulatedTenant(cluster, admin, cloud.access());
  }

  /** One of each that hosts need, with OVN, and the hosts. */
  static ControlPlaneSpec spec(ApiServiceSpec nova, ComponentSpec... hosts) {
    return ControlPlaneSpec.builder()
        .size(Size.TINY)
        .component(GaleraSpec.of(1))
        .component(RabbitMqSpec.of(1))
        .component(MemcachedSpec.of(1))
        .component(OpenStack.keystone(1))
        .component(OpenStack.placement(1))
        .component(OvnSpec.of(1))
        .component(OpenStack.neutron(1))
        .component(nova)
        .components(List.of(hosts))
        .build();
  }

  void label(String node, String group) {
    edit(node, n -> n.getMetadata().getLabels().put(LABEL, group));
    cluster.clock().settle();
  }

  void unlabel(String node) {
    edit(node, n -> n.getMetadata().getLabels().remove(LABEL));
    cluster.clock().settle();
  }

  /** The power of a node goes, and what ran there has not reported for more than a minute. */
  void darken(String node) {
    cluster.node(node).powerOff();
    pass();
  }

  /** More than the minute for which Nova takes a process for one that reports. */
  void pass() {
    cluster.clock().advance(Duration.ofMinutes(2));
  }

  /**
   * Looks at the cloud in the first second in which something is so, while time stands still.
   *
   * @return when that is done; failed after a minute of real time
   */
  <T> CompletableFuture<T> first(BooleanSupplier isSo, Supplier<T> look) {
    CompletableFuture<T> seen = new CompletableFuture<T>().orTimeout(1, TimeUnit.MINUTES);
    watch(isSo, look, seen);
    return seen;
  }

  private <T> void watch(BooleanSupplier isSo, Supplier<T> look, CompletableFuture<T> seen) {
    Ticker.Alarm unused =
        cluster
            .clock()
            .asTicker()
            .after(
                Duration.ofSeconds(1),
                () -> {
                  try {
                    if (isSo.getAsBoolean()) {
                      boolean unusedFirst = seen.complete(look.get());
                    } else if (!seen.isDone()) {
                      watch(isSo, look, seen);
                    }
                  } catch (RuntimeException | AssertionError e) {
                    boolean unusedFirst = seen.completeExceptionally(e);
                  }
                });
  }

  /** Sends a signal to the process of that name in a pod. */
  void signal(Pod pod, String signal, String process) {
    run(pod, "pkill", "-" + signal, process);
  }

  /** Runs a command in a pod. */
  void run(Pod pod, String... command) {
    try (ExecWatch exec =
        admin.pods().resource(pod).writingOutput(OutputStream.nullOutputStream()).exec(command)) {
      Integer code = exec.exitCode().get(1, TimeUnit.MINUTES);
      if (code != 0) {
        throw new IllegalStateException(List.of(command) + " ended with " + code);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As somebody does by hand. */
  void scale(String set, int members) {
    var unused = admin.apps().statefulSets().inNamespace("cloud").withName(set).scale(members);
    cluster.clock().settle();
  }

  private void edit(String node, Consumer<Node> change) {
    Node unused =
        admin
            .nodes()
            .withName(node)
            .edit(
                n -> {
                  change.accept(n);
                  return n;
                });
  }

  Host host(String name) {
    return compute.hosts().stream().filter(h -> h.name().equals(name)).findFirst().orElseThrow();
  }

  /** The pods of a component. */
  List<Pod> pods(String component) {
    return admin
        .pods()
        .inNamespace("cloud")
        .withLabel("osplane.io/component", component)
        .list()
        .getItems();
  }

  /** Deletes the pod of a role on a node, and waits for the next. */
  void replace(String component, String role, String node) {
    pods(component).stream()
        .filter(pod -> role.equals(pod.getMetadata().getLabels().get("osplane.io/role")))
        .filter(pod -> node.equals(pod.getSpec().getNodeName()))
        .forEach(pod -> admin.pods().resource(pod).delete());
    cluster.clock().settle();
  }

  Pod pod(String name) {
    return admin.pods().inNamespace("cloud").withName(name).get();
  }

  @Override
  public void close() {
    cloud.close();
    admin.close();
    cluster.close();
  }
}
