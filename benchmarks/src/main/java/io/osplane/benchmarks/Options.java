package io.osplane.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a benchmark was called with: {@code VERB --NAME VALUE …}.
 *
 * @param verb which one
 * @param values by name, without the dashes
 */
record Options(String verb, Map<String, String> values) {
  /**
   * Reads the words of a command line.
   *
   * @throws IllegalArgumentException if they are not of that form
   */
  static Options parse(List<String> words) {
    if (words.size() % 2 == 0) {
      throw new IllegalArgumentException("a verb and pairs of --NAME VALUE were expected");
    }
    Map<String, String> values = new TreeMap<>();
    for (int i = 1; i < words.size(); i += 2) {
      if (!words.get(i).startsWith("--")) {
        throw new IllegalArgumentException(words.get(i) + " is no --NAME");
      }
      values.put(words.get(i).substring(2), words.get(i + 1));
    }
    return new Options(words.get(0), values);
  }

  /** A number; the given one if it was left out. */
  int number(String name, int otherwise) {
    return Optional.ofNullable(values.get(name)).map(Integer::valueOf).orElse(otherwise);
  }

  /** A word; empty if it was left out. */
  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** A file; empty if it was left out. */
  Optional<Path> file(String name) {
    return Optional.ofNullable(values.get(name)).map(Path::of);
  }

  /** The text of {@code --kubeconfig}, or of the file that {@code KUBECONFIG} names. */
  String kubeconfig() throws IOException {
    Optional<Path> given = file("kubeconfig");
    return given.isPresent() ? Files.readString(given.get()) : environmentKubeconfig();
  }

  /**
   * The text of the file that {@code KUBECONFIG} names.
   *
   * @throws IllegalArgumentException if it names none
   */
  static String environmentKubeconfig() throws IOException {
    String file = System.getenv("KUBECONFIG");
    if (file == null) {
      throw new IllegalArgumentException("KUBECONFIG names no cluster, nor does --kubeconfig");
    }
    return Files.readString(Path.of(file));
  }
}
