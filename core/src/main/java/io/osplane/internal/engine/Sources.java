package io.osplane.internal.engine;

import io.osplane.SecretRef;
import io.osplane.error.RefusedException;
import io.osplane.spi.Apply;
import io.osplane.spi.Generate;
import io.osplane.spi.SecretTemplate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The values that Secrets are filled in from and that nobody but the caller can provide. */
final class Sources {
  private Sources() {}

  /**
   * Makes sure that they are there.
   *
   * @throws RefusedException that names every one that is not
   */
  static void check(List<Node> nodes, Situation now) {
    Set<String> ours = made(nodes);
    Set<SecretRef> missing =
        new TreeSet<>(Comparator.comparing(SecretRef::name).thenComparing(SecretRef::key));
    templates(nodes)
        .flatMap(template -> template.references().stream())
        .filter(ref -> !ours.contains(ref.name()) && !now.secrets().has(ref))
        .forEach(missing::add);
    if (!missing.isEmpty()) {
      throw refusal(missing, now.cluster().namespace());
    }
  }

  private static Set<String> made(List<Node> nodes) {
    Stream<String> generated =
        nodes.stream()
            .map(Node::task)
            .filter(Generate.class::isInstance)
            .map(task -> ((Generate) task).secret());
    return Stream.concat(generated, templates(nodes).map(SecretTemplate::name))
        .collect(Collectors.toSet());
  }

  private static Stream<SecretTemplate> templates(List<Node> nodes) {
    return nodes.stream()
        .map(Node::task)
        .filter(Apply.class::isInstance)
        .flatMap(task -> ((Apply) task).secrets().stream());
  }

  private static RefusedException refusal(Set<SecretRef> missing, String namespace) {
    String names =
        missing.stream()
            .map(ref -> "Secret " + ref.name() + " key " + ref.key())
            .collect(Collectors.joining(", "));
    SecretRef first = missing.iterator().next();
    return new RefusedException(
        "use a value that the spec refers to",
        "namespace " + namespace + " has no " + names,
        "Create it, for example: kubectl -n %s create secret generic %s --from-file=%s=FILE"
            .formatted(namespace, first.name(), first.key()));
  }
}
