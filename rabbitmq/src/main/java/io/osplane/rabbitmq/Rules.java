package io.osplane.rabbitmq;

import io.osplane.error.Violation;
import io.osplane.spi.VolumeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a spec of a message bus must keep to. */
final class Rules {
  private static final Set<Integer> SIZES = Set.of(1, 3, 5, 7);
  private static final Pattern KEY = Pattern.compile("[a-z][-._a-zA-Z0-9$]*");
  private static final Pattern VALUE = Pattern.compile("\\P{Cntrl}+");
  private static final Pattern SECRET = Pattern.compile("pass|secret|token|private");

  private Rules() {}

  static List<Violation> violations(RabbitMqSpec spec) {
    List<Violation> found = new ArrayList<>();
    checkReplicas(spec.replicas(), found);
    found.addAll(VolumeRules.violations(spec.storage(), spec.storageClass()));
    spec.options().forEach((key, value) -> checkOption(key, value, found));
    return List.copyOf(found);
  }

  private static void checkReplicas(int replicas, List<Violation> found) {
    if (!SIZES.contains(replicas)) {
      found.add(new Violation("replicas", problem(replicas), "use 1, 3, 5 or 7"));
    }
  }

  private static String problem(int replicas) {
    if (replicas < 1) {
      return replicas + " members serve nobody";
    }
    return replicas % 2 == 0
        ? replicas
            + " members survive no more losses than "
            + (replicas - 1)
            + ", and can split"
            + " into halves that both stop"
        : replicas + " members spend more on agreeing than they gain";
  }

  private static void checkOption(String key, String value, List<Violation> found) {
    String path = "options[" + key + "]";
    if (!KEY.matcher(key).matches() || !VALUE.matcher(value).matches()) {
      found.add(
          new Violation(
              path, "it is no line of rabbitmq.conf", "use one key and one line of value"));
    } else if (BrokerConfig.owns(key)) {
      found.add(
          new Violation(
              path, "Osplane sets this key itself", "leave it out; see the spec's fields"));
    } else if (SECRET.matcher(key).find()) {
      found.add(
          new Violation(
              path,
              "options are kept in a ConfigMap, where everybody reads them",
              "keep secrets out of options"));
    }
  }
}
