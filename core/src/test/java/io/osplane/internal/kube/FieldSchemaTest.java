package io.osplane.internal.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.internal.kube.FieldType.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldSchemaTest {
  private final FieldSchema schema = FieldSchema.load();

  @ParameterizedTest
  @CsvSource({
    "v1, Pod, spec.containers, LIST_MAP, false",
    "v1, Pod, spec.containers.*, STRUCT, false",
    "v1, Pod, spec.containers.*.command, ATOMIC_LIST, true",
    "v1, Pod, spec.containers.*.resources.limits, MAP, false",
    "v1, Pod, spec.containers.*.resources.limits.cpu, QUANTITY, false",
    "v1, Pod, spec.containers.*.livenessProbe.httpGet.port, INT_OR_STRING, false",
    "v1, Pod, metadata.finalizers, SET, false",
    "v1, Pod, metadata.labels.any, SCALAR, false",
    "v1, Pod, spec.nonsense, UNKNOWN, false",
    "v1, Service, spec.selector, MAP, true",
    "apps/v1, Deployment, spec.selector, STRUCT, true",
    "apps/v1, StatefulSet, spec.volumeClaimTemplates, ATOMIC_LIST, true",
    "example.com/v1, Thing, metadata.labels, MAP, false",
    "example.com/v1, Thing, spec, UNKNOWN, false",
  })
  void field_hasTheTypeThatTheServerStates(
      String apiVersion, String kind, String path, Shape shape, boolean atomic) {
    FieldType type = schema.at(apiVersion, kind, path.split("\\."));
    assertThat(type.shape()).isEqualTo(shape);
    assertThat(type.atomic()).isEqualTo(atomic);
  }

  @Test
  void portsOfAContainer_areToldApartByPortAndProtocol_whichHasADefault() {
    FieldType ports =
        schema.at("apps/v1", "Deployment", "spec", "template", "spec", "containers", "*", "ports");
    assertThat(ports.keys()).containsExactly("containerPort", "protocol");
    assertThat(schema.field(schema.item(ports), "protocol").defaultValue().asText())
        .isEqualTo("TCP");
  }

  @Test
  void defaults_areThoseThatTheSchemaStates() {
    FieldType port =
        schema.at(
            "apps/v1", "Deployment", "spec", "template", "spec", "containers", "*", "ports", "*");

    assertThat(schema.defaults(port)).containsOnlyKeys("containerPort", "protocol");
    assertThat(schema.defaults(port).get("protocol").asText()).isEqualTo("TCP");
    assertThat(schema.defaults(schema.root("v1", "Thing"))).isEmpty();
  }

  @Test
  void kinds_haveWhatAUrlNeeds() {
    assertThat(schema.kind("networking.k8s.io/v1", "NetworkPolicy"))
        .contains(
            new FieldSchema.Kind("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", true));
    assertThat(schema.kind("v1", "Node").orElseThrow().namespaced()).isFalse();
    assertThat(schema.kind("v1", "Thing")).isEmpty();
    assertThat(schema.kinds())
        .extracting(FieldSchema.Kind::name)
        .contains("Secret", "Deployment", "CronJob", "PodDisruptionBudget", "RoleBinding", "Lease")
        .contains("StorageClass", "HorizontalPodAutoscaler");
  }

  @Test
  void kinds_cannotBeChanged() {
    var kinds = schema.kinds();
    assertThatThrownBy(() -> kinds.removeAll(List.copyOf(kinds)))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
