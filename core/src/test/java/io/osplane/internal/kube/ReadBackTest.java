package io.osplane.internal.kube;

import static io.osplane.internal.kube.Samples.MANAGER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real API server made of our objects, with its defaults and status, is no difference. */
class ReadBackTest {
  private final FieldDiff diff = new FieldDiff(FieldSchema.load());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "configmap",
        "cronjob",
        "deployment",
        "horizontalpodautoscaler",
        "job",
        "networkpolicy",
        "persistentvolumeclaim",
        "poddisruptionbudget",
        "role",
        "rolebinding",
        "secret",
        "service",
        "service-headless",
        "serviceaccount",
        "statefulset"
      })
  void object_isUnchanged_whenReadBack(String name) {
    FieldComparison comparison = diff.compare(Samples.desired(name), Samples.live(name), MANAGER);
    assertThat(comparison.isUnchanged()).as("%s", comparison).isTrue();
    assertThat(comparison.ownership()).isEmpty();
  }

  @Test
  void object_isUnchanged_whenAListReturnedItWithoutKind() {
    ObjectNode live = Samples.live("deployment");
    live.remove(List.of("apiVersion", "kind"));
    assertThat(diff.compare(Samples.desired("deployment"), live, MANAGER).isUnchanged()).isTrue();
  }

  @Test
  void object_isUnchanged_whenSentInCanonicalForm() {
    ObjectNode sent = diff.canonical(Samples.desired("statefulset"));
    assertThat(diff.compare(sent, Samples.live("statefulset"), MANAGER).isUnchanged()).isTrue();
    assertThat(diff.canonical(sent)).isEqualTo(sent);
  }

  @Test
  void object_isCreated_whenThereIsNone() {
    FieldComparison comparison = diff.compare(Samples.desired("deployment"), null, MANAGER);
    assertThat(comparison.created()).isTrue();
    assertThat(comparison.isUnchanged()).isFalse();
    assertThat(comparison.changes()).isEmpty();
  }
}
