package io.osplane.testkit.internal.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.testkit.internal.model.Tree;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The downward API: what a {@code fieldRef} stands for. */
final class FieldReference {
  private static final Pattern KEYED = Pattern.compile("metadata\\.(labels|annotations)\\['(.*)']");

  private FieldReference() {}

  static String resolve(JsonNode pod, String path) {
    Matcher keyed = KEYED.matcher(path);
    if (keyed.matches()) {
      Map<String, String> map = Tree.map(pod, "metadata." + keyed.group(1));
      return map.getOrDefault(keyed.group(2), "");
    }
    if (path.equals("metadata.labels") || path.equals("metadata.annotations")) {
      return Tree.map(pod, path).entrySet().stream()
          .map(e -> e.getKey() + "=\"" + e.getValue() + "\"")
          .collect(Collectors.joining("\n"));
    }
    return Tree.text(pod, path);
  }
}
