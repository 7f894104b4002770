package io.osplane.internal.kube;

import static io.osplane.internal.kube.Samples.MANAGER;
import static io.osplane.internal.kube.Samples.desired;
import static io.osplane.internal.kube.Samples.live;
import static io.osplane.internal.kube.Samples.owned;
import static io.osplane.internal.kube.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class YieldingTest {
  private static final String IMAGE =
      "{'f:spec':{'f:template':{'f:spec':{'f:containers':"
          + "{'k:{~name~:~keystone~}':{'f:image':{}}}}}}}";
  private final FieldDiff diff = new FieldDiff(FieldSchema.load());

  @Test
  void field_whenAnotherHoldsAnotherValue_isLeftOut() {
    ObjectNode scaled = scaled(9);

    ObjectNode sent = diff.yielding(desired("deployment"), scaled, MANAGER);

    assertThat(sent.path("spec").has("replicas")).isFalse();
    assertThat(sent).isEqualTo(without(diff.canonical(desired("deployment")), "replicas"));
    assertThat(diff.compare(sent, scaled, MANAGER).isUnchanged()).isTrue();
  }

  @Test
  void field_whenAnotherHoldsTheSameValue_isSent() {
    int same = desired("deployment").at("/spec/replicas").asInt();

    assertThat(diff.yielding(desired("deployment"), scaled(same), MANAGER))
        .isEqualTo(diff.canonical(desired("deployment")));
  }

  @Test
  void field_whenNobodyElseHoldsIt_isSent() {
    ObjectNode edited = with(live("deployment"), "/spec", "{'replicas':9}");

    assertThat(diff.yielding(desired("deployment"), edited, MANAGER))
        .isEqualTo(diff.canonical(desired("deployment")));
  }

  @Test
  void fieldOfAnItem_whenAnotherHoldsIt_isLeftOutAndTheItemIsSent() {
    ObjectNode patched =
        owned(
            with(
                live("deployment"),
                "/spec/template/spec/containers/0",
                "{'image':'mirror/keystone:1'}"),
            "patcher",
            "Update",
            IMAGE);

    ObjectNode sent = diff.yielding(desired("deployment"), patched, MANAGER);

    assertThat(sent.at("/spec/template/spec/containers/0/name").asText()).isEqualTo("keystone");
    assertThat(sent.at("/spec/template/spec/containers/0").has("image")).isFalse();
    assertThat(diff.compare(sent, patched, MANAGER).isUnchanged()).isTrue();
  }

  @Test
  void container_whenNothingOfItIsLeft_isNotSentEmpty() {
    ObjectNode wanted =
        with(live("configmap"), "", "{'data':{'mine':'1'},'metadata':{'name':'c'}}");
    ObjectNode held =
        owned(
            with(wanted, "", "{'data':{'mine':'2'}}"),
            "editor",
            "Update",
            "{'f:data':{'f:mine':{}}}");

    assertThat(diff.yielding(wanted, held, MANAGER).has("data")).isFalse();
  }

  private static ObjectNode scaled(int replicas) {
    return owned(
        with(live("deployment"), "/spec", "{'replicas':" + replicas + "}"),
        "hpa",
        "Update",
        "{'f:spec':{'f:replicas':{}}}");
  }

  private static ObjectNode without(ObjectNode object, String field) {
    return with(object, "/spec", "{'" + field + "':null}");
  }
}
