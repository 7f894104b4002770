package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.error.RefusedException;
import io.osplane.spi.Apply;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedNodesTest {
  private static final ControlPlaneSpec SPEC = Given.spec(TestSpec.of("db"));
  private static final String SET =
      """
      {"apiVersion":"apps/v1","kind":"StatefulSet",
       "metadata":{"name":"db","namespace":"ns",
        "labels":{"osplane.io/control-plane":"prod","osplane.io/component":"db"}},
       "spec":{"selector":{"matchLabels":{"role":"member"}},
        "template":{"metadata":{"labels":{"role":"member"}},"spec":{}}}}
      """;

  private static void pod(ApiDouble api, String name, String role, String node) {
    api.store(
        "/api/v1/namespaces/ns/pods/" + name,
        """
        {"apiVersion":"v1","kind":"Pod",
         "metadata":{"name":"%s","namespace":"ns","labels":{"role":"%s",
          "osplane.io/control-plane":"prod","osplane.io/component":"db"}},
         "spec":{%s}}
        """
            .formatted(name, role, node.isEmpty() ? "" : "\"nodeName\":\"" + node + "\""));
  }

  private static ApiDouble deployed(String node0, String node1, String role1) {
    ApiDouble api = new ApiDouble();
    api.store("/apis/apps/v1/namespaces/ns/statefulsets/db", SET);
    pod(api, "db-0", "member", node0);
    pod(api, "db-1", role1, node1);
    return api;
  }

  private static StatefulSet apart(String key, String keptFrom) {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName("db")
        .endMetadata()
        .withNewSpec()
        .withNewSelector()
        .addToMatchLabels("role", "member")
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(Map.of("role", "member", "tier", "data"))
        .endMetadata()
        .withNewSpec()
        .withNewAffinity()
        .withNewPodAntiAffinity()
        .addNewRequiredDuringSchedulingIgnoredDuringExecution()
        .withTopologyKey(key)
        .withNewLabelSelector()
        .addToMatchLabels("role", keptFrom)
        .endLabelSelector()
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .endPodAntiAffinity()
        .endAffinity()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static ControlPlane wanting(ApiDouble api, StatefulSet set) {
    return Clouds.open(api, TestComponent.of("db").recipe(Apply.of("members", set)));
  }

  @Test
  void plan_thatKeepsApartWhatIsTogether_isRefusedWithBothWaysOn() {
    try (ApiDouble api = deployed("node1", "node1", "member");
        ControlPlane cloud = wanting(api, apart("kubernetes.io/hostname", "member"))) {
      assertThatThrownBy(() -> cloud.deploy(SPEC).plan())
          .isInstanceOf(RefusedException.class)
          .hasMessage(
              "refused to keep the members of db on different nodes: db-0 and db-1 are both on"
                  + " node1, and the one that is rolled would wait. Let the spec say spread:"
                  + " PREFERRED; or delete db-1 while another node is free for it and its volume,"
                  + " then deploy again");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "node1, node2, member, kubernetes.io/hostname, member",
    "node1, '', member, kubernetes.io/hostname, member",
    "node1, node1, guest, kubernetes.io/hostname, member",
    "node1, node1, member, kubernetes.io/hostname, stranger",
    "node1, node1, member, topology.kubernetes.io/zone, member"
  })
  void plan_thatKeepsNoTwoMembersFromEachOther_isMade(
      String node0, String node1, String role1, String key, String keptFrom) {
    try (ApiDouble api = deployed(node0, node1, role1);
        ControlPlane cloud = wanting(api, apart(key, keptFrom))) {
      assertThat(cloud.deploy(SPEC).plan().steps()).isNotEmpty();
    }
  }

  @Test
  void plan_ofSomethingNew_isMade() {
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud = wanting(api, apart("kubernetes.io/hostname", "member"))) {
      assertThat(cloud.deploy(SPEC).plan().steps()).isNotEmpty();
    }
  }
}
