package io.osplane.internal.kube;

import static io.osplane.internal.kube.Samples.MANAGER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class FieldDiffPropertiesTest {
  private static final String CONTAINERS = "spec.template.spec.containers";
  private final FieldDiff diff = new FieldDiff(FieldSchema.load());

  /** A place to change: the object that holds the field, the field, and the path to be told. */
  private record Leaf(String pointer, String field, String path) {}

  private record Container(
      Map<String, String> env, List<Integer> ports, List<String> command, int milliCpu) {}

  @Property(tries = 300)
  void object_isUnchanged_whenReadBack(@ForAll("deployments") ObjectNode desired) {
    FieldComparison comparison = diff.compare(desired, ReadBack.of(desired), MANAGER);
    assertThat(comparison.isUnchanged()).as("%s", comparison).isTrue();
    assertThat(comparison.ownership()).isEmpty();
  }

  @Property(tries = 300)
  void oneChangedLeaf_isOneChange_withItsPath(
      @ForAll("deployments") ObjectNode desired, @ForAll @IntRange(max = 9999) int choice) {
    ObjectNode live = ReadBack.of(desired);
    List<Leaf> leaves = leaves(desired);
    Leaf leaf = leaves.get(choice % leaves.size());
    ((ObjectNode) desired.at(leaf.pointer()))
        .set(leaf.field(), other(desired.at(leaf.pointer() + "/" + leaf.field())));
    FieldComparison comparison = diff.compare(desired, live, MANAGER);
    assertThat(comparison.changes()).extracting(FieldEdit::path).containsExactly(leaf.path());
    assertThat(comparison.conflicts()).isEmpty();
  }

  private static JsonNode other(JsonNode value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value.isArray()) {
      return nodes.arrayNode().add("other").addAll((ArrayNode) value);
    }
    return value.isNumber()
        ? nodes.numberNode(value.asInt() + 1)
        : nodes.textNode("1" + value.asText());
  }

  private static List<Leaf> leaves(ObjectNode desired) {
    List<Leaf> leaves = new ArrayList<>();
    leaves.add(new Leaf("/spec", "replicas", "spec.replicas"));
    desired
        .at("/metadata/labels")
        .fieldNames()
        .forEachRemaining(n -> leaves.add(new Leaf("/metadata/labels", n, "metadata.labels." + n)));
    String pointer = "/spec/template/spec/containers";
    for (int i = 0; i < desired.at(pointer).size(); i++) {
      addLeaves(leaves, desired.at(pointer).get(i), pointer + "/" + i);
    }
    return leaves;
  }

  private static void addLeaves(List<Leaf> leaves, JsonNode container, String at) {
    String path = CONTAINERS + "[name=" + container.path("name").asText() + "]";
    leaves.add(new Leaf(at, "image", path + ".image"));
    leaves.add(new Leaf(at, "command", path + ".command"));
    leaves.add(new Leaf(at + "/resources/requests", "cpu", path + ".resources.requests.cpu"));
    for (int i = 0; i < container.path("env").size(); i++) {
      String name = container.at("/env/" + i + "/name").asText();
      leaves.add(new Leaf(at + "/env/" + i, "value", path + ".env[name=" + name + "].value"));
    }
    for (int i = 0; i < container.path("ports").size(); i++) {
      String port =
          "[containerPort=" + container.at("/ports/" + i + "/containerPort") + ",protocol=TCP]";
      leaves.add(new Leaf(at + "/ports/" + i, "name", path + ".ports" + port + ".name"));
    }
  }

  @Provide
  Arbitrary<ObjectNode> deployments() {
    Arbitrary<String> names =
        Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(4);
    Arbitrary<String> values = Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(6);
    Arbitrary<Container> container =
        Combinators.combine(
                Arbitraries.maps(names, values).ofMaxSize(4),
                Arbitraries.integers().between(1, 65535).list().uniqueElements().ofMaxSize(3),
                values.list().ofMinSize(1).ofMaxSize(3),
                Arbitraries.integers().between(1, 5000))
            .as(Container::new);
    return Combinators.combine(
            Arbitraries.maps(names, container).ofMinSize(1).ofMaxSize(3),
            Arbitraries.maps(names, values).ofMinSize(1).ofMaxSize(3),
            Arbitraries.integers().between(1, 5))
        .as(FieldDiffPropertiesTest::deployment);
  }

  private static ObjectNode deployment(
      Map<String, Container> containers, Map<String, String> labels, int replicas) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", "apps/v1").put("kind", "Deployment");
    object.withObject("/metadata").put("name", "x");
    labels.forEach(object.withObject("/metadata/labels")::put);
    object.withObject("/spec").put("replicas", replicas);
    object.withObject("/spec/selector/matchLabels").put("app", "x");
    containers.forEach(
        (name, c) -> fill(object.withArray("/spec/template/spec/containers").addObject(), name, c));
    return object;
  }

  private static void fill(ObjectNode node, String name, Container container) {
    node.put("name", name).put("image", "i");
    container
        .env()
        .forEach((n, v) -> node.withArray("/env").addObject().put("name", n).put("value", v));
    container
        .ports()
        .forEach(
            p -> node.withArray("/ports").addObject().put("containerPort", p).put("name", "p" + p));
    container.command().forEach(node.putArray("command")::add);
    node.withObject("/resources/requests").put("cpu", container.milliCpu() + "m");
  }
}
