package io.osplane.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.compute.ComputeSpec;
import io.osplane.compute.VirtType;
import io.osplane.openstack.OpenStack;
import io.osplane.sdn.Datapath;
import io.osplane.sdn.OvnSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How much memory the pods of each component hold right after a deployment, and ask for. */
final class Memory {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final String COMPONENT = "osplane.io/component";
  static final long MEBIBYTE = 1024L * 1024;

  /**
   * The pods of one component, or of all.
   *
   * @param held bytes of their working sets, as kubelets tell them
   */
  record Use(int pods, long held) {
    static final Use NONE = new Use(0, 0);

    Use plus(Use other) {
      return new Use(pods + other.pods, held + other.held);
    }

    private String line(String name) {
      return String.format(
          Locale.ROOT, "%-12s %4d pods   held %6d MiB%n", name, pods, held / MEBIBYTE);
    }
  }

  private Memory() {}

  /** A whole cloud on these hosts. */
  static ControlPlaneSpec cloud(Size size) {
    return OpenStack.ha(3)
        .size(size)
        .acknowledging("R33")
        .acknowledging("R39")
        .component(OvnSpec.of(3).withDatapath(Datapath.USERSPACE))
        .component(ComputeSpec.of(VirtType.QEMU))
        .build();
  }

  /** Deploys a cloud of a size, and looks at what it holds; then what all sizes ask for. */
  static String run(String kubeconfig, Size size, List<String> hosts) throws IOException {
    try (Testbed bed = new Testbed(kubeconfig, "memory")) {
      return run(bed, size, hosts);
    }
  }

  /** The same on nodes that are too small for what the pods ask for. */
  static String runUnreserved(String kubeconfig, Size size, List<String> hosts)
      throws IOException, InterruptedException {
    try (Testbed bed = new Testbed(kubeconfig, "memory")) {
      IgnoredRequests ignored = new IgnoredRequests(bed.admin(), bed.namespace());
      try {
        return run(bed, size, hosts);
      } finally {
        ignored.close();
      }
    }
  }

  private static String run(Testbed bed, Size size, List<String> hosts) throws IOException {
    try (ControlPlane cloud = bed.open()) {
      bed.label(hosts);
      cloud.deploy(cloud(size)).apply();
      MemoryRequests requests =
          MemoryRequests.of(
              other -> bed.admin().load(stream(cloud.render(cloud(other)))).items(), hosts.size());
      return text(size, uses(bed.admin(), bed.namespace())) + requests.text();
    }
  }

  static String text(Size size, SortedMap<String, Use> uses) {
    StringBuilder text = new StringBuilder("size " + size + System.lineSeparator());
    uses.forEach((component, use) -> text.append(use.line(component)));
    return text.append(uses.values().stream().reduce(Use.NONE, Use::plus).line("all")).toString();
  }

  private static InputStream stream(String yaml) {
    return new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static SortedMap<String, Use> uses(KubernetesClient admin, String namespace)
      throws IOException {
    Map<String, Long> held = held(admin, namespace);
    SortedMap<String, Use> uses = new TreeMap<>();
    for (Pod pod : admin.pods().inNamespace(namespace).list().getItems()) {
      if ("Running".equals(pod.getStatus().getPhase())) {
        Use own = new Use(1, held.getOrDefault(pod.getMetadata().getName(), 0L));
        uses.merge(pod.getMetadata().getLabels().get(COMPONENT), own, Use::plus);
      }
    }
    return uses;
  }

  /** The working sets of a namespace's pods, in bytes by name. */
  private static Map<String, Long> held(KubernetesClient admin, String namespace)
      throws IOException {
    Map<String, Long> held = new HashMap<>();
    for (var node : admin.nodes().list().getItems()) {
      String path = "/api/v1/nodes/%s/proxy/stats/summary";
      held.putAll(held(admin.raw(path.formatted(node.getMetadata().getName())), namespace));
    }
    return held;
  }

  static Map<String, Long> held(String summary, String namespace) throws IOException {
    Map<String, Long> held = new HashMap<>();
    for (JsonNode pod : JSON.readTree(summary).path("pods")) {
      if (pod.at("/podRef/namespace").asText().equals(namespace)) {
        long all = 0;
        for (JsonNode container : pod.path("containers")) {
          all += container.at("/memory/workingSetBytes").asLong();
        }
        held.put(pod.at("/podRef/name").asText(), all);
      }
    }
    return held;
  }
}
