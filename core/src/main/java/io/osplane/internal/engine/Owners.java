package io.osplane.internal.engine;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.ComponentName;
import io.osplane.error.InvalidSpecException;
import io.osplane.error.Violation;
import io.osplane.spi.Apply;
import io.osplane.spi.Generate;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Whose each object is: two components would write the same one in turns, or as one of them. */
final class Owners {
  private Owners() {}

  /**
   * Makes sure that no object is wanted by two components.
   *
   * @throws InvalidSpecException with one violation for each two of them
   */
  static void check(List<Node> nodes) {
    Map<String, ComponentName> owners = new HashMap<>();
    Set<String> pairs = new HashSet<>();
    List<Violation> found = new ArrayList<>();
    for (Node node : nodes) {
      objects(node.task())
          .forEach(
              object -> {
                ComponentName owner = owners.putIfAbsent(object, node.component());
                boolean isClash = owner != null && !owner.equals(node.component());
                if (isClash && pairs.add(owner + " " + node.component())) {
                  found.add(violation(object, owner, node.component()));
                }
              });
    }
    if (!found.isEmpty()) {
      throw new InvalidSpecException(found);
    }
  }

  private static Violation violation(String object, ComponentName owner, ComponentName other) {
    return new Violation(
        "components[" + other + "].name",
        "it would have the object " + object + ", and so would " + owner,
        "another name for one of them");
  }

  private static Stream<String> objects(Task task) {
    if (task instanceof Generate generate) {
      return Stream.of("Secret " + generate.secret());
    }
    return task instanceof Apply apply
        ? Stream.concat(
            apply.secrets().stream().map(template -> "Secret " + template.name()),
            apply.objects().stream().map(Owners::named))
        : Stream.of();
  }

  private static String named(HasMetadata object) {
    return object.getKind() + " " + object.getMetadata().getName();
  }
}
