package io.osplane.testkit.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.internal.kube.FieldType;
import java.util.Map;

/** What differs between two states of an object, as sets of paths. */
final class Comparison {
  final FieldSet changed = new FieldSet();
  final FieldSet removed = new FieldSet();
  private final Typed typed;

  Comparison(Typed typed, JsonNode before, JsonNode after) {
    this.typed = typed;
    compare(typed.root(), before, after, changed, removed);
  }

  private void compare(
      FieldType type, JsonNode before, JsonNode after, FieldSet changes, FieldSet removals) {
    if (before.equals(after)) {
      return;
    }
    if (!typed.divides(type, before) || !typed.divides(type, after)) {
      replaced(type, before, after, changes, removals);
      return;
    }
    Map<String, JsonNode> old = typed.parts(type, before);
    Map<String, JsonNode> young = typed.parts(type, after);
    young.forEach(
        (element, part) -> {
          JsonNode was = old.get(element);
          FieldType partType = typed.part(type, element);
          if (was == null) {
            added(partType, element, part, changes);
          } else {
            compare(partType, was, part, changes.enter(element), removals.enter(element));
          }
        });
    old.forEach(
        (element, part) -> {
          if (!young.containsKey(element)) {
            added(typed.part(type, element), element, part, removals);
          }
        });
  }

  private void replaced(
      FieldType type, JsonNode before, JsonNode after, FieldSet changes, FieldSet removals) {
    changes.union(typed.fields(type, after)).children().forEach(changes.children()::put);
    if (!typed.divides(type, after)) {
      changes.add();
    }
    if (typed.divides(type, before)) {
      typed.fields(type, before).children().forEach(removals.children()::put);
    }
  }

  private void added(FieldType type, String element, JsonNode part, FieldSet into) {
    FieldSet fields = element.startsWith("v:") ? new FieldSet() : typed.fields(type, part);
    if (!element.startsWith("f:")) {
      fields.add();
    }
    into.children().put(element, fields);
  }
}
