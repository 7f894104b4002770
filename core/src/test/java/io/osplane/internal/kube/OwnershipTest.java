package io.osplane.internal.kube;

import static io.osplane.internal.kube.Samples.MANAGER;
import static io.osplane.internal.kube.Samples.desired;
import static io.osplane.internal.kube.Samples.live;
import static io.osplane.internal.kube.Samples.owned;
import static io.osplane.internal.kube.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnershipTest {
  private static final Instant THEN = Instant.parse("2026-05-04T03:02:01Z");
  private static final String REPLICAS = "{'f:spec':{'f:replicas':{}}}";
  private final FieldDiff diff = new FieldDiff(FieldSchema.load());

  @Test
  void fieldOfAnother_isAConflict_whenDesiredSetsAnotherValue() {
    ObjectNode scaled =
        owned(with(live("deployment"), "/spec", "{'replicas':9}"), "hpa", "Update", REPLICAS);
    FieldComparison comparison = diff.compare(desired("deployment"), scaled, MANAGER);
    assertThat(comparison.changes()).isEmpty();
    assertThat(comparison.conflicts())
        .containsExactly(
            new FieldConflict(new FieldEdit("spec.replicas", "9", "3"), "hpa", "Update", THEN));
  }

  @Test
  void fieldOfAnother_isNoConflict_whenDesiredSetsTheSameValue() {
    ObjectNode scaled = owned(live("deployment"), "hpa", "Update", REPLICAS);
    assertThat(diff.compare(desired("deployment"), scaled, MANAGER).isUnchanged()).isTrue();
  }

  @Test
  void fieldOfAnother_staysThere_whenWeStopSettingIt() {
    ObjectNode scaled = owned(live("deployment"), "hpa", "Update", REPLICAS);
    ObjectNode edited = with(desired("deployment"), "/spec", "{'replicas':null}");
    FieldComparison comparison = diff.compare(edited, scaled, MANAGER);
    assertThat(comparison.isUnchanged()).isTrue();
    assertThat(comparison.ownership()).containsExactly("spec.replicas");
  }

  @Test
  void fieldOfOurUpdate_isAConflict_becauseTheServerTellsOperationsApart() {
    ObjectNode updated =
        owned(with(live("deployment"), "/spec", "{'replicas':9}"), MANAGER, "Update", REPLICAS);
    assertThat(diff.compare(desired("deployment"), updated, MANAGER).conflicts())
        .extracting(FieldConflict::operation)
        .containsExactly("Update");
  }

  @Test
  void mapThatAnotherEmptied_isAConflict_whenDesiredFillsIt() {
    ObjectNode emptied = owned(live("configmap"), "editor", "Update", "{'f:data':{'.':{}}}");
    emptied.remove("data");
    assertThat(diff.compare(desired("configmap"), emptied, MANAGER).conflicts())
        .extracting(conflict -> conflict.change().path())
        .containsExactly("data");
  }

  @Test
  void labelOfAnother_isUntouched() {
    ObjectNode labelled =
        owned(
            with(live("deployment"), "/metadata/labels", "{'team':'a'}"),
            "kubectl-label",
            "Update",
            "{'f:metadata':{'f:labels':{'f:team':{}}}}");
    FieldComparison comparison = diff.compare(desired("deployment"), labelled, MANAGER);
    assertThat(comparison.isUnchanged()).isTrue();
    assertThat(comparison.ownership()).isEmpty();
  }

  @Test
  void structOfOurs_goesAsAWhole_withTheServersDefaultsInIt() {
    ObjectNode edited =
        with(desired("deployment"), "/spec/template/spec/containers/0", "{'livenessProbe':null}");
    assertThat(diff.compare(edited, live("deployment"), MANAGER).changes())
        .extracting(FieldEdit::path)
        .containsExactly("spec.template.spec.containers[name=keystone].livenessProbe");
  }

  @Test
  void fieldThatTheSchemaDefaults_isNoChange_whenDroppedAtItsDefault() {
    ObjectNode live = live("service");
    ((ObjectNode)
            live.at("/metadata/managedFields/0/fieldsV1/f:spec/f:ports")
                .get("k:{\"port\":80,\"protocol\":\"TCP\"}"))
        .putObject("f:protocol");
    FieldComparison comparison = diff.compare(desired("service"), live, MANAGER);
    assertThat(comparison.isUnchanged()).isTrue();
    assertThat(comparison.ownership()).containsExactly("spec.ports[port=80,protocol=TCP].protocol");
  }

  @Test
  void objectOfAnother_isOnlyOwned_whenItsValuesAreTheSame() {
    ObjectNode live = live("configmap");
    ((ObjectNode) live.at("/metadata/managedFields/0")).put("manager", "helm");
    FieldComparison comparison = diff.compare(desired("configmap"), live, MANAGER);
    assertThat(comparison.isUnchanged()).isTrue();
    assertThat(comparison.ownership()).contains("data[\"keystone.conf\"]", "immutable");
  }

  @Test
  void managedFields_areReadByManager() {
    OwnedFields owned = OwnedFields.of(owned(live("service"), "hpa", "Update", REPLICAS));
    assertThat(owned.appliedBy(MANAGER).paths())
        .contains("metadata.labels[\"app.kubernetes.io/name\"]", "spec.selector")
        .contains("spec.ports[port=80,protocol=TCP]", "spec.ports[port=80,protocol=TCP].name");
    assertThat(owned.others(MANAGER))
        .containsExactly(
            new OwnedFields.Entry("hpa", "Update", "", THEN, owned.entries().get(1).fields()));
    assertThat(owned.entries().get(1).fields().paths()).containsExactly("spec.replicas");
  }

  @Test
  void managedFields_mayBeAbsentOrUndated() {
    ObjectNode undated = owned(live("service"), "x", "Update", "{}");
    ((ObjectNode) undated.at("/metadata/managedFields/1")).put("time", "yesterday");
    assertThat(OwnedFields.of(undated).others(MANAGER).get(0).time()).isNull();
    ((ObjectNode) undated.get("metadata")).remove("managedFields");
    assertThat(OwnedFields.of(undated)).isEqualTo(new OwnedFields(List.of()));
  }

  @Test
  void keysInAnotherOrder_areTheSameItem() {
    FieldSet set =
        FieldSet.parse(Samples.json("{'f:ports':{'k:{~protocol~: ~TCP~, ~port~: 80}':{}}}"));
    assertThat(set.paths()).containsExactly("ports[port=80,protocol=TCP]");
  }
}
