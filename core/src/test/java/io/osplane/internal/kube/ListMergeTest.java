package io.osplane.internal.kube;

import static io.osplane.internal.kube.Samples.MANAGER;
import static io.osplane.internal.kube.Samples.desired;
import static io.osplane.internal.kube.Samples.json;
import static io.osplane.internal.kube.Samples.live;
import static io.osplane.internal.kube.Samples.owned;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class ListMergeTest {
  private static final String CONTAINERS = "/spec/template/spec/containers";
  private final FieldDiff diff = new FieldDiff(FieldSchema.load());

  private static ArrayNode list(JsonNode object, String pointer) {
    return (ArrayNode) object.at(pointer);
  }

  private FieldComparison compare(ObjectNode edited) {
    return diff.compare(edited, live("deployment"), MANAGER);
  }

  @Test
  void container_isRemoved_whenNoLongerDesired() {
    ObjectNode edited = desired("deployment");
    list(edited, CONTAINERS).remove(1);
    assertThat(compare(edited).changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.path()).isEqualTo("spec.template.spec.containers[name=exporter]");
              assertThat(change.before()).contains("osp/exporter:1");
              assertThat(change.after()).isNull();
            });
  }

  @Test
  void item_isAdded_asOneChange() {
    ObjectNode edited = desired("deployment");
    list(edited, CONTAINERS + "/0/env").add(json("{'name':'X','value':'1'}"));
    assertThat(compare(edited).changes())
        .containsExactly(
            new FieldEdit(
                "spec.template.spec.containers[name=keystone].env[name=X]",
                null,
                "{\"name\":\"X\",\"value\":\"1\"}"));
  }

  @Test
  void portWithTheOtherProtocol_isAnotherItem() {
    ObjectNode edited = desired("deployment");
    ((ObjectNode) edited.at(CONTAINERS + "/0/ports/1")).remove("protocol");
    assertThat(compare(edited).changes())
        .extracting(FieldEdit::path)
        .containsExactly(
            "spec.template.spec.containers[name=keystone].ports[containerPort=5353,protocol=TCP]",
            "spec.template.spec.containers[name=keystone].ports[containerPort=5353,protocol=UDP]");
  }

  @Test
  void otherOrderOfMergedItems_isAChangeOfTheList() {
    ObjectNode edited = desired("deployment");
    ArrayNode containers = list(edited, CONTAINERS);
    containers.add(containers.remove(0));
    assertThat(compare(edited).changes())
        .containsExactly(
            new FieldEdit(
                "spec.template.spec.containers",
                "[name=keystone] [name=exporter]",
                "[name=exporter] [name=keystone]"));
  }

  @Test
  void itemOfAnother_stays() {
    ObjectNode live = live("deployment");
    list(live, CONTAINERS).insert(0, json("{'name':'sidecar','image':'proxy'}"));
    ObjectNode injected =
        owned(
            live,
            "injector",
            "Update",
            "{'f:spec':{'f:template':{'f:spec':{'f:containers':{'k:{~name~:~sidecar~}':"
                + "{'.':{},'f:name':{},'f:image':{}}}}}}}");
    assertThat(diff.compare(desired("deployment"), injected, MANAGER).isUnchanged()).isTrue();
  }

  @Test
  void itemThatAnotherOwnsToo_losesOnlyWhatIsOurs() {
    ObjectNode edited = desired("deployment");
    list(edited, CONTAINERS).remove(1);
    ObjectNode shared =
        owned(
            live("deployment"),
            "other",
            "Apply",
            "{'f:spec':{'f:template':{'f:spec':{'f:containers':{'k:{~name~:~exporter~}':"
                + "{'.':{},'f:name':{}}}}}}}");
    FieldComparison comparison = diff.compare(edited, shared, MANAGER);
    assertThat(comparison.changes())
        .containsExactly(
            new FieldEdit(
                "spec.template.spec.containers[name=exporter].image", "osp/exporter:1", null));
    assertThat(comparison.ownership())
        .containsExactly(
            "spec.template.spec.containers[name=exporter]",
            "spec.template.spec.containers[name=exporter].name");
  }

  @Test
  void setsAreMerged_valueByValue() {
    ObjectNode edited = desired("configmap");
    edited.withArray("/metadata/finalizers").add("a/x").add("a/y");
    ObjectNode live = live("configmap");
    live.withArray("/metadata/finalizers").add("a/x").add("a/z").add("a/o");
    ObjectNode ours = live.deepCopy();
    ((ObjectNode) ours.at("/metadata/managedFields/0/fieldsV1/f:metadata"))
        .set("f:finalizers", json("{'v:~a/x~':{},'v:~a/z~':{}}"));
    FieldComparison comparison = diff.compare(edited, ours, MANAGER);
    assertThat(comparison.changes())
        .containsExactly(
            new FieldEdit("metadata.finalizers[a/y]", null, "a/y"),
            new FieldEdit("metadata.finalizers[a/z]", "a/z", null));
    assertThat(comparison.ownership()).isEmpty();
  }
}
