package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.internal.kube.FieldType.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Walks a desired object and a live one as the merge of server-side apply does, and tells what
 * would differ afterwards. A subtree that appears or goes is one finding, at its top; only maps
 * with free keys, such as labels, are told key by key.
 */
final class FieldMerge {
  private static final JsonNode ABSENT = MissingNode.getInstance();
  private static final ObjectNode EMPTY = JsonNodeFactory.instance.objectNode();

  private final FieldEquality equality;
  private final FieldFindings findings;

  FieldMerge(FieldSchema schema, FieldFindings findings) {
    this.equality = new FieldEquality(schema);
    this.findings = findings;
  }

  /** Both in canonical form; live may be a missing node. */
  void merge(FieldPosition at, JsonNode desired, JsonNode live) {
    if (at.type().mergesFields() && desired.isObject() && hasFields(at, live)) {
      mergeFields(at, desired, live.isMissingNode() ? EMPTY : live);
    } else if (at.type().mergesItems() && desired.isArray()) {
      mergeItems(at, desired, live);
    } else {
      replace(at, desired, live);
    }
  }

  /** Whether there is an object to merge into, if only an empty one that the server leaves out. */
  private static boolean hasFields(FieldPosition at, JsonNode live) {
    boolean leftOut = at.type().shape() == Shape.MAP || EMPTY.equals(at.type().defaultValue());
    return live.isObject() || (live.isMissingNode() && leftOut && !at.isOthers());
  }

  private void mergeFields(FieldPosition at, JsonNode desired, JsonNode live) {
    desired
        .properties()
        .forEach(e -> merge(at.field(e.getKey()), e.getValue(), live.path(e.getKey())));
    live.properties().stream()
        .filter(e -> !desired.has(e.getKey()))
        .forEach(e -> release(at.field(e.getKey()), e.getValue()));
    if (desired.isEmpty()) {
      claim(at);
    }
  }

  private void mergeItems(FieldPosition at, JsonNode desired, JsonNode live) {
    Map<FieldElement, JsonNode> wanted = at.items(desired);
    Map<FieldElement, JsonNode> present = at.items(live);
    wanted.forEach((e, item) -> mergeItem(at.item(e), item, present.getOrDefault(e, ABSENT)));
    present.forEach(
        (e, item) -> {
          if (!wanted.containsKey(e)) {
            release(at.item(e), item);
          }
        });
    compareOrder(at, wanted, present);
  }

  private void mergeItem(FieldPosition at, JsonNode desired, JsonNode live) {
    if (live.isMissingNode()) {
      findings.changed(at, live, desired);
      return;
    }
    claim(at);
    if (desired.isObject()) {
      merge(at, desired, live);
    }
  }

  private void compareOrder(
      FieldPosition at, Map<FieldElement, JsonNode> wanted, Map<FieldElement, JsonNode> present) {
    List<FieldElement> after = new ArrayList<>(wanted.keySet());
    List<FieldElement> before = new ArrayList<>(present.keySet());
    after.retainAll(present.keySet());
    before.retainAll(wanted.keySet());
    if (!before.equals(after)) {
      findings.reordered(at, order(before), order(after));
    }
  }

  private static String order(List<FieldElement> elements) {
    return String.join(" ", elements.stream().map(e -> e.after("")).toList());
  }

  private void replace(FieldPosition at, JsonNode desired, JsonNode live) {
    if (isSettled(at, desired, live)) {
      claim(at);
    } else {
      findings.changed(at, live, desired);
    }
  }

  /**
   * The server refuses even a difference that its own defaults would even out, if others own it.
   */
  private boolean isSettled(FieldPosition at, JsonNode desired, JsonNode live) {
    return at.others().isEmpty()
        ? equality.same(at.type(), desired, live, at.ours().member())
        : desired.equals(live);
  }

  /** The metadata are always there, and the server lets nobody own them as such. */
  private void claim(FieldPosition at) {
    if (!at.ours().member() && !at.path().equals("metadata")) {
      findings.owned(at);
    }
  }

  /** A live value that desired does not set. */
  private void release(FieldPosition at, JsonNode live) {
    if (!at.ours().touches()) {
      return;
    }
    if (at.isOurs() && !at.isOthers()) {
      remove(at, live);
      return;
    }
    if (at.ours().member()) {
      findings.owned(at);
    }
    releaseWithin(at, live);
  }

  private void releaseWithin(FieldPosition at, JsonNode live) {
    if (at.type().mergesFields()) {
      live.properties().forEach(e -> release(at.field(e.getKey()), e.getValue()));
    } else if (at.type().mergesItems()) {
      at.items(live).forEach((e, item) -> release(at.item(e), item));
    }
  }

  private void remove(FieldPosition at, JsonNode live) {
    if (at.type().shape() == Shape.MAP && at.type().mergesFields()) {
      live.properties().forEach(e -> remove(at.field(e.getKey()), e.getValue()));
    } else if (equality.same(at.type(), ABSENT, live, true)) {
      findings.owned(at);
    } else {
      JsonNode stated = at.type().defaultValue();
      findings.removed(at, live, stated == null || stated.isObject() ? ABSENT : stated);
    }
  }
}
