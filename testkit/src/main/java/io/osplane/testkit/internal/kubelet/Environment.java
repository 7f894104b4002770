package io.osplane.testkit.internal.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.testkit.internal.model.Tree;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment of a container, resolved when it starts. */
final class Environment {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\(([^)]+)\\)");

  private final Map<String, String> variables = new LinkedHashMap<>();
  private final JsonNode pod;
  private final Files files;
  private String missing = "";

  Environment(JsonNode pod, JsonNode container, Files files) {
    this.pod = pod;
    this.files = files;
    String hostname = PodRun.isOnHostNetwork(pod) ? "spec.nodeName" : "metadata.name";
    variables.put("HOSTNAME", Tree.text(pod, hostname));
    for (JsonNode source : Tree.items(container, "envFrom")) {
      String prefix = source.path("prefix").asText();
      all("Secret", source.path("secretRef"), prefix);
      all("ConfigMap", source.path("configMapRef"), prefix);
    }
    for (JsonNode variable : Tree.items(container, "env")) {
      add(variable);
    }
  }

  Map<String, String> variables() {
    return Collections.unmodifiableMap(variables);
  }

  /** What a variable refers to and is not there; empty if everything is. */
  String missing() {
    return missing;
  }

  private void all(String kind, JsonNode reference, String prefix) {
    String name = reference.path("name").asText();
    if (!name.isEmpty()) {
      Map<String, byte[]> data = files.data(kind, name);
      if (data.isEmpty() && !reference.path("optional").asBoolean()) {
        missing(kind, name);
      }
      data.forEach((k, v) -> variables.put(prefix + k, new String(v, StandardCharsets.UTF_8)));
    }
  }

  private void add(JsonNode variable) {
    String name = variable.path("name").asText();
    JsonNode from = variable.path("valueFrom");
    if (from.has("fieldRef")) {
      variables.put(name, FieldReference.resolve(pod, Tree.text(from, "fieldRef.fieldPath")));
    } else if (from.has("secretKeyRef")) {
      one(name, "Secret", from.path("secretKeyRef"));
    } else if (from.has("configMapKeyRef")) {
      one(name, "ConfigMap", from.path("configMapKeyRef"));
    } else {
      variables.put(name, expand(variable.path("value").asText()));
    }
  }

  private void one(String variable, String kind, JsonNode reference) {
    String name = reference.path("name").asText();
    byte[] value = files.data(kind, name).get(reference.path("key").asText());
    if (value != null) {
      variables.put(variable, new String(value, StandardCharsets.UTF_8));
    } else if (!reference.path("optional").asBoolean()) {
      missing(kind, name);
    }
  }

  private void missing(String kind, String name) {
    missing = kind.toLowerCase(java.util.Locale.ROOT) + " \"" + name + "\" not found";
  }

  /** Replaces {@code $(NAME)} by variables that are known. */
  String expand(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    return matcher.replaceAll(
        m -> Matcher.quoteReplacement(variables.getOrDefault(m.group(1), m.group())));
  }
}
