package io.osplane.real;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.osplane.Access;
import io.osplane.ControlPlane;
import io.osplane.error.OperationFailedException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node is powered off while no Osplane process runs: the cloud stands without us. */
@ExtendWith({NeedsCluster.class, NodeFaults.class})
class NodeLossIT {
  @Test
  void nodeOff_tokensGoOn_andAllIsWellWhenItIsBack() {
    try (KubernetesClient admin = Lab.admin(NeedsCluster.kubeconfig());
        Lab lab = new Lab(admin)) {
      Access access;
      try (ControlPlane cloud = lab.open()) {
        cloud.deploy(Lab.cloud()).apply();
        access = cloud.access();
      }
      String node = fullest(lab);
      NodeFaults.off(node);
      try {
        Duration outage =
            Until.so("ten tokens", Duration.ofSeconds(90), () -> hasTokens(lab, access));
        System.err.printf(
            "ten tokens in a row %.1f s after node %s went off%n",
            outage.toMillis() / 1000.0, node);
      } finally {
        NodeFaults.on(node);
      }
      try (ControlPlane cloud = lab.open()) {
        Lab.assertBecomesHealthy(cloud, Duration.ofMinutes(4));
      }
    }
  }

  @Test
  @Tag("real-full")
  @ExtendWith(ThisShard.class)
  void nodeOffInTheMiddleOfADeploy_isDiagnosedOrSurvived_andAllIsWellWhenItIsBack() {
    try (KubernetesClient admin = Lab.admin(NeedsCluster.kubeconfig());
        Lab lab = new Lab(admin);
        ControlPlane cloud = lab.open()) {
      AtomicReference<String> off = new AtomicReference<>("");
      FaultScenario.at(
          cloud,
          "galera/complete",
          () -> {
            off.set(nodeOf(lab, "galera-1"));
            NodeFaults.off(off.get());
          });
      try {
        cloud.deploy(Lab.cloud()).apply();
      } catch (OperationFailedException e) {
        assertThat(e.problem())
            .contains(off.get())
            .containsPattern("pod (galera|rabbitmq|keystone|memcached)-");
        assertThat(e.remedy()).contains("pply again");
      } finally {
        assertThat(off.get()).as("the node that went off").isNotEmpty();
        NodeFaults.on(off.get());
      }
      cloud.deploy(Lab.cloud()).apply();
      assertThat(lab.authenticate(cloud.access())).contains("\"admin\"");
      assertThat(cloud.unfinished()).isEmpty();
    }
  }

  private static String nodeOf(Lab lab, String pod) {
    return lab.admin()
        .pods()
        .inNamespace(lab.namespace())
        .withName(pod)
        .get()
        .getSpec()
        .getNodeName();
  }

  /** The node whose loss hurts most: the most components run there, the writer among them. */
  private static String fullest(Lab lab) {
    Map<String, Set<String>> components =
        lab.admin().pods().inNamespace(lab.namespace()).list().getItems().stream()
            .filter(pod -> pod.getStatus().getPhase().equals("Running"))
            .collect(
                groupingBy(
                    pod -> pod.getSpec().getNodeName(),
                    mapping(pod -> pod.getMetadata().getGenerateName(), toSet())));
    String writer = nodeOf(lab, "galera-0");
    return Collections.max(
        components.keySet(),
        comparing((String node) -> components.get(node).size()).thenComparing(writer::equals));
  }

  /** Ten in a row: a Service still sends some requests to a node that is not known to be off. */
  private static boolean hasTokens(Lab lab, Access access) {
    return IntStream.range(0, 10).allMatch(i -> hasToken(lab, access));
  }

  private static boolean hasToken(Lab lab, Access access) {
    try {
      return lab.authenticate(access).contains("\"token\"");
    } catch (KubernetesClientException e) {
      return false;
    }
  }
}
