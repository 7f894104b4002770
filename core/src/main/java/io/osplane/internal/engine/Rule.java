package io.osplane.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One rule of rights in the namespace.
 *
 * @param group the API group, empty for core
 * @param resource the plural name, with a subresource after a slash
 * @param verbs what may be done
 */
record Rule(String group, String resource, List<String> verbs) {
  private static final List<String> OWN =
      List.of("get", "list", "watch", "create", "update", "patch", "delete");

  /** What is pleasant to have: without it nothing fails, and kubectl shows no Events of ours. */
  static final Rule OPTIONAL = new Rule("", "events", List.of("create"));

  /** Everything that the engine does, on the kinds that it lists. */
  static List<Rule> of(Engine engine) {
    List<Rule> rules = new ArrayList<>();
    engine.listed().stream()
        .filter(k -> !k.name().equals("Pod"))
        .forEach(k -> rules.add(new Rule(group(k.apiVersion()), k.plural(), OWN)));
    rules.add(
        new Rule("coordination.k8s.io", "leases", List.of("get", "create", "update", "delete")));
    rules.add(new Rule("", "pods", List.of("get", "list", "watch", "delete")));
    rules.add(new Rule("", "pods/exec", List.of("get", "create")));
    rules.add(new Rule("", "pods/log", List.of("get")));
    rules.add(new Rule("", "pods/proxy", List.of("get", "create", "update", "patch", "delete")));
    rules.add(
        new Rule("", "services/proxy", List.of("get", "create", "update", "patch", "delete")));
    rules.add(new Rule("", "events", List.of("list")));
    return rules;
  }

  private static String group(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  Map<String, Object> toYaml() {
    Map<String, Object> rule = new TreeMap<>();
    rule.put("apiGroups", List.of(group));
    rule.put("resources", List.of(resource));
    rule.put("verbs", verbs);
    return rule;
  }
}
