package io.osplane.internal.kube;

import static io.osplane.internal.kube.Samples.MANAGER;
import static io.osplane.internal.kube.Samples.desired;
import static io.osplane.internal.kube.Samples.live;
import static io.osplane.internal.kube.Samples.owned;
import static io.osplane.internal.kube.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class SecretDiffTest {
  private static final String CONCEALED = "(secret)";
  private final FieldDiff diff = new FieldDiff(FieldSchema.load());

  @Test
  void editByAnother_isAConflict_withoutTheValue() {
    ObjectNode edited =
        owned(
            with(live("secret"), "/data", "{'password':'aGFja2Vk'}"),
            "kubectl-edit",
            "Update",
            "{'f:data':{'f:password':{}}}");
    FieldComparison comparison = diff.compare(desired("secret"), edited, MANAGER);
    assertThat(comparison.changes()).isEmpty();
    assertThat(comparison.conflicts())
        .extracting(FieldConflict::change)
        .containsExactly(new FieldEdit("data.password", CONCEALED, CONCEALED));
    assertThat(comparison.toString()).doesNotContain("aGFja2Vk", "czNjcjN0");
  }

  @Test
  void textValue_isComparedWithTheStoredData() {
    ObjectNode edited = with(desired("secret"), "/stringData", "{'user':'nova','new':'n3w'}");
    FieldComparison comparison = diff.compare(edited, live("secret"), MANAGER);
    assertThat(comparison.changes())
        .containsExactly(
            new FieldEdit("data.user", CONCEALED, CONCEALED),
            new FieldEdit("data.new", null, CONCEALED));
  }

  @Test
  void droppedValues_areRemoved_withoutTheValue() {
    ObjectNode edited = desired("secret");
    edited.remove("data");
    edited.remove("stringData");
    assertThat(diff.compare(edited, live("secret"), MANAGER).changes())
        .containsExactlyInAnyOrder(
            new FieldEdit("data.password", CONCEALED, null),
            new FieldEdit("data.user", CONCEALED, null));
  }

  @Test
  void keyWithADot_isConcealedToo() {
    ObjectNode edited = with(desired("secret"), "/data", "{'tls.key':'a2V5'}");
    assertThat(diff.compare(edited, live("secret"), MANAGER).changes())
        .containsExactly(new FieldEdit("data[\"tls.key\"]", null, CONCEALED));
  }

  @Test
  void copyThatKubectlKeeps_isConcealed() {
    String copy = "metadata.annotations[\"kubectl.kubernetes.io/last-applied-configuration\"]";
    ObjectNode edited =
        with(
            desired("secret"),
            "/metadata",
            "{'annotations':{'kubectl.kubernetes.io/last-applied-configuration':'czNjcjN0'}}");
    assertThat(diff.compare(edited, live("secret"), MANAGER).changes())
        .containsExactly(new FieldEdit(copy, null, CONCEALED));
  }

  @Test
  void otherFields_areShown() {
    ObjectNode edited = desired("secret").put("immutable", true);
    assertThat(diff.compare(edited, live("secret"), MANAGER).changes())
        .containsExactly(new FieldEdit("immutable", null, "true"));
  }

  @Test
  void dataOfAConfigMap_isShown() {
    ObjectNode edited = with(desired("configmap"), "/data", "{'empty':'x'}");
    assertThat(diff.compare(edited, live("configmap"), MANAGER).changes())
        .containsExactly(new FieldEdit("data.empty", "", "x"));
  }
}
