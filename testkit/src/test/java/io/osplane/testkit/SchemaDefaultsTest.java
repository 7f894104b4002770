package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import org.junit.jupiter.api.Test;

class SchemaDefaultsTest extends WithCluster {
  @Test
  void create_whenTheSchemaStatesADefault_setsIt() {
    NetworkPolicy made =
        client
            .resource(
                new NetworkPolicyBuilder()
                    .withNewMetadata()
                    .withName("a")
                    .endMetadata()
                    .withNewSpec()
                    .withNewPodSelector()
                    .endPodSelector()
                    .addNewIngress()
                    .addNewPort()
                    .withNewPort(80)
                    .endPort()
                    .endIngress()
                    .endSpec()
                    .build())
            .create();

    assertThat(made.getSpec().getIngress().get(0).getPorts().get(0).getProtocol()).isEqualTo("TCP");
  }

  @Test
  void create_whenAnObjectHoldsATemplateOfAnother_setsTheOthersDefaults() {
    StatefulSet made = client.resource(statefulSet("db", 0)).create();

    PersistentVolumeClaim template = made.getSpec().getVolumeClaimTemplates().get(0);
    assertThat(template.getKind()).isEqualTo("PersistentVolumeClaim");
    assertThat(template.getSpec().getVolumeMode()).isEqualTo("Filesystem");
    assertThat(template.getStatus().getPhase()).isEqualTo("Pending");
  }

  @Test
  void create_whenTheStatedDefaultIsEmpty_leavesTheFieldOut() {
    StatefulSet bare = statefulSet("db", 0);
    bare.getSpec().setServiceName(null);

    assertThat(client.resource(bare).create().getSpec().getServiceName()).isNull();
  }

  @Test
  void apply_whenAKeyIsLeftOut_takesItsStatedDefault() {
    var service =
        new ServiceBuilder()
            .withNewMetadata()
            .withName("a")
            .endMetadata()
            .withNewSpec()
            .addNewPort()
            .withPort(80)
            .endPort()
            .endSpec()
            .build();

    var made = client.resource(service).fieldManager("one").serverSideApply();

    assertThat(
            made.getMetadata()
                .getManagedFields()
                .get(0)
                .getFieldsV1()
                .getAdditionalProperties()
                .toString())
        .contains("k:{\"port\":80,\"protocol\":\"TCP\"}");
  }
}
