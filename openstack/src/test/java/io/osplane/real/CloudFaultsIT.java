package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.Access;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstack4j.model.compute.Server;

/** A whole cloud that loses replicas under load, and a node with nobody there. */
@Tag("real-full")
@ExtendWith({NodeFaults.class, ThisShard.class})
class CloudFaultsIT extends GuestScenario {
  private static final List<String> STATELESS =
      List.of("keystone", "glance", "placement", "nova", "neutron", "galera");

  @Test
  void oneOfEveryStatelessReplica_killedUnderLoad_everyApiIsBackWithinSeconds() {
    List<Load.Result> results =
        Load.on(
            whole, cloud.access(), Duration.ofSeconds(60), () -> STATELESS.forEach(this::killOne));
    results.forEach(System.err::println);
    assertThat(results).hasSize(5).allSatisfy(r -> assertThat(r.longestGap()).isLessThan(20));
    Lab.assertBecomesHealthy(cloud, Duration.ofMinutes(2));
  }

  private void killOne(String component) {
    whole.end(whole.lab().podOfDeployment(component));
  }

  @ParameterizedTest
  @CsvSource({
    "rabbitmq-0, rabbitmq",
    "galera-0, galera",
    "memcached-0, memcached",
    "nova-conductor-0, nova",
    "nova-scheduler-0, nova"
  })
  void member_killedWhileAServerBoots_theServerRuns(String pod, String component) {
    List<String> before = whole.lab().podUids(pod);
    Server asked = tenant.boot("through-" + pod, image, flavor, network, hosts.get(0));
    whole.kill(pod);

    Server server = tenant.awaits(asked.getId(), Server.Status.ACTIVE);
    Lab.assertBecomesHealthy(cloud, Duration.ofMinutes(2));

    assertThat(whole.lab().podUids(pod)).as("pods of " + component).isNotEqualTo(before);
    tenant.delete(server.getId());
  }

  @Test
  void nodeOff_withNobodyThere_apisGoOn_andAllIsWellWhenItIsBack() {
    String node = WholeCloud.nodes().get(0);
    Access access = cloud.access();
    cloud.close();
    NodeFaults.off(node);
    try {
      Duration outage =
          Until.so("every API answers", Duration.ofMinutes(3), () -> everyApiAnswers(access));
      System.err.printf(
          "every API answers %.1f s after node %s went off%n", outage.toMillis() / 1e3, node);
    } finally {
      NodeFaults.on(node);
      cloud = whole.open();
    }
    Lab.assertBecomesHealthy(cloud, Duration.ofMinutes(5));
  }

  /**
   * For five seconds: a Service still sends some requests to a node that is not known to be off.
   */
  private boolean everyApiAnswers(Access access) {
    try {
      return Load.on(whole, access, Duration.ofSeconds(5), () -> {}).stream()
          .allMatch(result -> result.failures() == 0);
    } catch (IllegalStateException e) {
      return false; // no token
    }
  }
}
