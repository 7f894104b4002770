package io.osplane.benchmarks.micro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.osplane.ControlPlane;
import io.osplane.internal.kube.Cluster;
import io.osplane.internal.kube.FieldDiff;
import io.osplane.internal.kube.FieldSchema;
import io.osplane.openstack.OpenStack;
import io.osplane.testkit.SimulatedCluster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Every rendered object with what a server, here the simulated one, made of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class Comparing {
  private static final String NAMESPACE = "micro";
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private record Pair(JsonNode desired, JsonNode live) {}

  private final FieldDiff diff = new FieldDiff(FieldSchema.load());
  private final List<Pair> pairs = new ArrayList<>();

  /** Applies everything once; by force, for a controller may be ahead with a volume claim. */
  @Setup
  public void apply() throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    try (SimulatedCluster cluster = SimulatedCluster.start();
        KubernetesClient client =
            new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
                .build();
        ControlPlane cloud =
            ControlPlane.builder().name(NAMESPACE).kubeconfig(cluster.kubeconfig()).build()) {
      Objects.requireNonNull(
          client
              .resource(
                  new NamespaceBuilder()
                      .withNewMetadata()
                      .withName(NAMESPACE)
                      .endMetadata()
                      .build())
              .create());
      Collection<?> objects = YAML.unmarshal(cloud.render(OpenStack.identity(3).build()));
      for (Object each : objects) {
        HasMetadata object = (HasMetadata) each;
        HasMetadata live =
            client
                .resource(object)
                .inNamespace(NAMESPACE)
                .fieldManager(Cluster.MANAGER)
                .forceConflicts()
                .serverSideApply();
        pairs.add(new Pair(json.readTree(YAML.asJson(object)), json.readTree(YAML.asJson(live))));
      }
    }
  }

  /** The number of changes, which is none. */
  @Benchmark
  public int compare() {
    int changes = 0;
    for (Pair pair : pairs) {
      changes += diff.compare(pair.desired(), pair.live(), Cluster.MANAGER).changes().size();
    }
    return changes;
  }
}
