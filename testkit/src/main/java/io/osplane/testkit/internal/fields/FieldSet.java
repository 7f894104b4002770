package io.osplane.testkit.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of field paths as a tree, in the notation of {@code fieldsV1}: {@code f:} a field, {@code
 * k:} an item of a keyed list, {@code v:} a value of a set, {@code .} the place itself.
 *
 * <p>Not thread-safe.
 */
public final class FieldSet {
  private final Map<String, FieldSet> children = new TreeMap<>();
  private boolean member;

  static FieldSet parse(JsonNode fieldsV1) {
    FieldSet set = new FieldSet();
    for (Map.Entry<String, JsonNode> e : fieldsV1.properties()) {
      if (e.getKey().equals(".")) {
        set.member = true;
      } else {
        FieldSet child = parse(e.getValue());
        child.member |= child.children.isEmpty();
        set.children.put(e.getKey(), child);
      }
    }
    return set;
  }

  ObjectNode toJson() {
    ObjectNode json = Tree.object();
    if (member && !children.isEmpty()) {
      json.putObject(".");
    }
    children.forEach((element, child) -> json.set(element, child.toJson()));
    return json;
  }

  void add() {
    member = true;
  }

  FieldSet enter(String element) {
    return children.computeIfAbsent(element, e -> new FieldSet());
  }

  @Nullable FieldSet child(String element) {
    return children.get(element);
  }

  Map<String, FieldSet> children() {
    return children;
  }

  boolean isEmpty() {
    return !member && children.values().stream().allMatch(FieldSet::isEmpty);
  }

  FieldSet union(FieldSet other) {
    FieldSet result = copy();
    result.addAll(other);
    return result;
  }

  private void addAll(FieldSet other) {
    member |= other.member;
    other.children.forEach((e, child) -> enter(e).addAll(child));
  }

  private FieldSet copy() {
    FieldSet copy = new FieldSet();
    copy.addAll(this);
    return copy;
  }

  FieldSet minus(FieldSet other) {
    FieldSet result = new FieldSet();
    result.member = member && !other.member;
    children.forEach(
        (e, child) -> {
          FieldSet theirs = other.children.get(e);
          result.keep(e, theirs == null ? child : child.minus(theirs));
        });
    return result;
  }

  FieldSet intersect(FieldSet other) {
    FieldSet result = new FieldSet();
    result.member = member && other.member;
    children.forEach(
        (e, child) -> {
          FieldSet theirs = other.children.get(e);
          if (theirs != null) {
            result.keep(e, child.intersect(theirs));
          }
        });
    return result;
  }

  private void keep(String element, FieldSet child) {
    if (!child.isEmpty()) {
      children.put(element, child);
    }
  }

  /**
   * The paths as conflict messages write them, such as {@code .spec.containers[name="a"].image}.
   */
  List<String> paths() {
    List<String> paths = new ArrayList<>();
    collect("", paths);
    return paths;
  }

  private void collect(String prefix, List<String> paths) {
    if (member) {
      paths.add(prefix);
    }
    children.forEach((e, child) -> child.collect(prefix + readable(e), paths));
  }

  static String readable(String element) {
    String rest = element.substring(2);
    return switch (element.charAt(0)) {
      case 'f' -> "." + rest;
      case 'k' -> "[" + rest.substring(1, rest.length() - 1).replaceAll("\"(\\w+)\":", "$1=") + "]";
      default -> "[=" + rest + "]";
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldSet that
        && member == that.member
        && children.equals(that.children);
  }

  @Override
  public int hashCode() {
    return children.hashCode() + (member ? 1 : 0);
  }

  @Override
  public String toString() {
    return String.join(" ", paths());
  }
}
