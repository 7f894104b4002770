package io.osplane.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Pod | v1 | status: {phase: Pending} | ''",
        "Pod | v1 | status: {phase: Running, containerStatuses: [{state: {running: {}}}]} |"
            + " running",
        "Pod | v1 | status: {phase: Running, containerStatuses: [{state: {running: {}}}, {state:"
            + " {waiting: {}}}]} | ''",
        "Pod | v1 | status: {phase: Running, conditions: [{type: Ready, status: 'True'}]} | ready",
        "Pod | v1 | status: {phase: Running, conditions: [{type: Ready, status: 'False'}]} | ''",
        "Pod | v1 | status: {phase: Succeeded} | succeeded",
        "Job | batch/v1 | status: {succeeded: 1} | complete",
        "Job | batch/v1 | status: {failed: 1} | ''",
        "PersistentVolumeClaim | v1 | status: {phase: Bound} | bound",
        "StatefulSet | apps/v1 | spec: {replicas: 2}, status: {readyReplicas: 2, updatedReplicas:"
            + " 2, observedGeneration: 1} | ready",
        "StatefulSet | apps/v1 | spec: {replicas: 2}, status: {readyReplicas: 1, updatedReplicas:"
            + " 2, observedGeneration: 1} | ''",
        "StatefulSet | apps/v1 | spec: {replicas: 2}, status: {readyReplicas: 2, updatedReplicas:"
            + " 2, observedGeneration: 0} | ''",
        "Deployment | apps/v1 | spec: {replicas: 1}, status: {readyReplicas: 1, updatedReplicas: 1,"
            + " observedGeneration: 1} | ready",
        "Deployment | apps/v1 | spec: {replicas: 1}, status: {readyReplicas: 1, observedGeneration:"
            + " 1} | ''",
        "Service | v1 | spec: {} | ''"
      })
  void of_object_namesWhatIsTrue(String kind, String version, String rest, String expected) {
    String yaml =
        "---\n{kind: %s, apiVersion: %s, metadata: {name: a, generation: 1}, %s}"
            .formatted(kind, version, rest);

    assertThat(String.join(" ", Conditions.of(YAML.<HasMetadata>unmarshal(yaml))))
        .isEqualTo(expected);
  }
}
