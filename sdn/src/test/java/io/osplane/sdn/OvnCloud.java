package io.osplane.sdn;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.health.Condition;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.programs.SimulatedCloud;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** OVN alone, in a simulated cluster of three nodes, two of which are hosts. */
final class OvnCloud implements AutoCloseable {
  private static final String NAMESPACE = "prod";
  private static final String LABEL = "osplane.io/host." + NAMESPACE;
  final SimulatedCluster cluster =
      SimulatedCloud.programs(SimulatedCluster.builder().nodes(3))
          .label("node2", LABEL, "all")
          .label("node3", LABEL, "all")
          .start();
  final KubernetesClient client =
      new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(cluster.kubeconfig())).build();

  /** A machine under load loses no hold. */
  final ControlPlane cloud =
      ControlPlane.builder()
          .name(NAMESPACE)
          .client(client)
          .ticker(cluster.clock().asTicker())
          .build();

  OvnCloud() {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    deploy(3);
  }

  void deploy(int members) {
    cloud.deploy(spec(members)).apply();
    cluster.clock().settle();
  }

  static ControlPlaneSpec spec(int members) {
    return ControlPlaneSpec.builder().size(Size.TINY).component(OvnSpec.of(members)).build();
  }

  /** The volumes of some members of a database, while none of its members runs. */
  void lose(String set, int... ordinals) {
    scale(set, 0);
    IntStream.of(ordinals).forEach(i -> claim(set + "-" + i).delete());
    cluster.clock().settle();
    scale(set, 3);
  }

  /** As somebody does by hand: the members that go do not leave their cluster. */
  void scale(String set, int members) {
    client.apps().statefulSets().inNamespace(NAMESPACE).withName(set).scale(members);
    cluster.clock().settle();
  }

  /** Whether pods may be put on nodes: without, what ends does not begin again. */
  void schedule(boolean allowed) {
    for (Node node : client.nodes().list().getItems()) {
      Node unused =
          client
              .nodes()
              .withName(node.getMetadata().getName())
              .edit(
                  n -> {
                    n.getSpec().setUnschedulable(!allowed);
                    return n;
                  });
    }
    cluster.clock().settle();
  }

  Resource<PersistentVolumeClaim> claim(String pod) {
    return client.persistentVolumeClaims().inNamespace(NAMESPACE).withName("data-" + pod);
  }

  /** Ends a pod's processes at once, and leaves its volume. */
  void kill(Pod pod) {
    client
        .pods()
        .inNamespace(NAMESPACE)
        .withName(pod.getMetadata().getName())
        .withGracePeriod(0)
        .delete();
    cluster.clock().settle();
  }

  Pod pod(String name) {
    return client.pods().inNamespace(NAMESPACE).withName(name).get();
  }

  List<Pod> pods(String role) {
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("osplane.io/role", role)
        .list()
        .getItems();
  }

  List<String> uids(String role) {
    return pods(role).stream().map(pod -> pod.getMetadata().getUid()).toList();
  }

  /** The cluster that a member of a database says it belongs to. */
  String clusterId(String pod) {
    return ask(pod, "/osplane/control.sh", "report")
        .lines()
        .filter(line -> line.startsWith("Cluster ID"))
        .findFirst()
        .orElse("none");
  }

  /** What a script says in a pod. */
  String ask(String pod, String script, String argument) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ExecWatch exec =
        client
            .pods()
            .inNamespace(NAMESPACE)
            .withName(pod)
            .writingOutput(out)
            .exec("bash", script, argument)) {
      int unused = exec.exitCode().get(1, TimeUnit.MINUTES);
      return out.toString(UTF_8);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Condition condition(String code) {
    return conditions().stream()
        .filter(c -> c.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + code + " in " + conditions()));
  }

  List<String> codes() {
    return conditions().stream().map(Condition::code).toList();
  }

  List<String> messages() {
    return conditions().stream().map(Condition::message).toList();
  }

  private List<Condition> conditions() {
    return cloud.health().conditions().values().stream().flatMap(List::stream).toList();
  }

  @Override
  public void close() {
    cloud.close();
    client.close();
    cluster.close();
  }
}
