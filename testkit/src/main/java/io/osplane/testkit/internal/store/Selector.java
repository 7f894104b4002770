package io.osplane.testkit.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chooses objects by labels or by fields, as the query parameters of lists and watches say it. */
public final class Selector {
  private static final Pattern SET =
      Pattern.compile("(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)", Pattern.CASE_INSENSITIVE);
  private static final Pattern EQUALITY = Pattern.compile("([^=!]+?)\\s*(!=|==|=)\\s*(.*)");
  private static final Pattern COMMA = Pattern.compile(",(?![^(]*\\))");

  private Selector() {}

  /** A test of an object's labels; an empty selector takes everything. */
  public static Predicate<JsonNode> labels(String selector) {
    Predicate<Map<String, String>> test = labelTest(selector);
    return object -> test.test(Meta.labels(object));
  }

  /** A test of a field such as {@code spec.nodeName}; an absent field equals the empty text. */
  public static Predicate<JsonNode> fields(String selector) {
    Predicate<JsonNode> all = object -> true;
    for (String part : parts(selector)) {
      Matcher m = EQUALITY.matcher(part);
      if (!m.matches()) {
        throw new IllegalArgumentException("invalid field selector: " + part);
      }
      String path = m.group(1);
      String value = m.group(3);
      boolean equal = !m.group(2).equals("!=");
      all = all.and(object -> Tree.text(object, path).equals(value) == equal);
    }
    return all;
  }

  /** A test from a {@code LabelSelector} object with matchLabels and matchExpressions. */
  public static Predicate<Map<String, String>> structured(JsonNode selector) {
    List<String> parts = new ArrayList<>();
    Tree.map(selector, "matchLabels").forEach((k, v) -> parts.add(k + "=" + v));
    for (JsonNode e : Tree.items(selector, "matchExpressions")) {
      String key = e.path("key").asText();
      List<String> values = new ArrayList<>();
      e.path("values").forEach(v -> values.add(v.asText()));
      parts.add(
          switch (e.path("operator").asText()) {
            case "In" -> key + " in (" + String.join(",", values) + ")";
            case "NotIn" -> key + " notin (" + String.join(",", values) + ")";
            case "DoesNotExist" -> "!" + key;
            default -> key;
          });
    }
    return labelTest(String.join(",", parts));
  }

  private static Predicate<Map<String, String>> labelTest(String selector) {
    Predicate<Map<String, String>> all = labels -> true;
    for (String part : parts(selector)) {
      all = all.and(requirement(part));
    }
    return all;
  }

  private static Predicate<Map<String, String>> requirement(String part) {
    Matcher set = SET.matcher(part);
    if (set.matches()) {
      String key = set.group(1);
      Set<String> values = new TreeSet<>();
      Arrays.stream(set.group(3).split(",")).map(String::trim).forEach(values::add);
      return set.group(2).equalsIgnoreCase("in")
          ? labels -> labels.containsKey(key) && values.contains(labels.get(key))
          : labels -> !labels.containsKey(key) || !values.contains(labels.get(key));
    }
    Matcher eq = EQUALITY.matcher(part);
    if (eq.matches()) {
      String key = eq.group(1);
      String value = eq.group(3);
      return eq.group(2).equals("!=")
          ? labels -> !value.equals(labels.get(key))
          : labels -> value.equals(labels.get(key));
    }
    return part.startsWith("!")
        ? labels -> !labels.containsKey(part.substring(1).trim())
        : labels -> labels.containsKey(part);
  }

  private static List<String> parts(String selector) {
    return COMMA.splitAsStream(selector).map(String::trim).filter(p -> !p.isEmpty()).toList();
  }
}
