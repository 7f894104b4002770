package io.osplane.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.osplane.ControlPlane;
import io.osplane.Report.Outcome;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.programs.SimulatedCloud;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private final Traffic traffic = new Traffic(new Counter());
  private SimulatedCluster cluster;

  /** A clock that is a millisecond later whenever it is read, so that no two times are the same. */
  private static final class Counter extends Clock {
    private final AtomicLong reads = new AtomicLong();

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(reads.incrementAndGet());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void start() {
    cluster = SimulatedCloud.programs(SimulatedCluster.builder()).start();
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  private static ConfigMap config(String name) {
    return new ConfigMapBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  @Test
  void requestsOneAfterTheOther_areAnsweredBeforeTheNextIsSent_alsoARefusedOne() {
    try (Testbed bed = new Testbed(cluster.kubeconfig(), "traffic");
        KubernetesClient client = traffic.client(cluster.kubeconfig())) {
      var configs = client.configMaps().inNamespace(bed.namespace());
      assertThat(configs.resource(config("a")).create()).isNotNull();
      assertThat(configs.withName("missing").get()).isNull();
      assertThat(configs.list().getItems()).isNotEmpty();
    }

    assertThat(traffic.requests())
        .extracting(Request::verb, r -> r.sent().toEpochMilli(), r -> r.answered().toEpochMilli())
        .containsExactly(tuple("create", 1L, 2L), tuple("get", 3L, 4L), tuple("list", 5L, 6L));
  }

  @Test
  void everyRequestOfADeployment_wasAnsweredAfterItWasSent() {
    try (Testbed bed = new Testbed(cluster.kubeconfig(), "traffic");
        KubernetesClient client = traffic.client(cluster.kubeconfig());
        ControlPlane cloud = ControlPlane.builder().name(bed.namespace()).client(client).build()) {
      assertThat(cloud.deploy(Testbed.cloud()).apply().outcome()).isEqualTo(Outcome.DONE);
    }

    List<Request> requests = traffic.requests();
    assertThat(requests).extracting(Request::verb).contains("patch", "proxy", "watch", "exec");
    assertThat(requests).allSatisfy(r -> assertThat(r.answered()).isAfter(r.sent()));
  }
}
