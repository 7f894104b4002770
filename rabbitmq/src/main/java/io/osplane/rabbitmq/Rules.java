package io.osplane.rabbitmq;

import io.osplane.error.Violation;
import io.osplane.spi.MemberRules;
import io.osplane.spi.Plane;
import io.osplane.spi.VolumeRules;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a spec of a message bus must keep to. */
final class Rules {
  private static final int MOST = 7;
  private static final Pattern KEY = Pattern.compile("[a-z][-._a-zA-Z0-9$]*");
  private static final Pattern VALUE = Pattern.compile("\\P{Cntrl}+");
  private static final Pattern SECRET = Pattern.compile("pass|secret|token|private");

  private Rules() {}

  static List<Violation> violations(RabbitMqSpec spec, Plane plane) {
    List<Violation> found = new ArrayList<>(MemberRules.violations(spec.replicas(), MOST, plane));
    found.addAll(VolumeRules.violations(spec.storage(), spec.storageClass()));
    spec.options().forEach((key, value) -> checkOption(key, value, found));
    return List.copyOf(found);
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
