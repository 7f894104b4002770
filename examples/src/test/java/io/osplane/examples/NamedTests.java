package io.osplane.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests of all modules, which pages name as {@code Class#method}: whether they are there. */
final class NamedTests {
  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final Pattern PARENT = Pattern.compile("class \\w+ extends (\\w+)");
  private final Map<String, String> sources = new TreeMap<>();

  /** Reads the sources of all tests. */
  static NamedTests read() throws IOException {
    NamedTests tests = new NamedTests();
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      files.filter(file -> file.toString().contains("/src/test/java/")).forEach(tests::keep);
    }
    return tests;
  }

  private NamedTests() {}

  /** The lines of a page that a pattern matches. */
  static List<MatchResult> rows(String page, Pattern row) throws IOException {
    return row.matcher(Files.readString(Path.of("../docs/guide", page))).results().toList();
  }

  /** The classes of the tests that a text names. */
  static List<String> classes(String text) {
    return NAMED.matcher(text).results().map(test -> test.group(1)).toList();
  }

  /** Those that a text names and that are not there. */
  List<String> missing(String text) {
    return NAMED
        .matcher(text)
        .results()
        .filter(test -> !isTest(test.group(1), test.group(2)))
        .map(MatchResult::group)
        .toList();
  }

  private void keep(Path file) {
    String name = file.getFileName().toString();
    if (name.endsWith(".java")) {
      sources.merge(name.replace(".java", ""), text(file), String::concat);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a class has the method, of itself or of the class that it extends, as a test. */
  private boolean isTest(String name, String method) {
    String source = sources.getOrDefault(name, "");
    Matcher parent = PARENT.matcher(source);
    return declared(source, method)
        .map(annotations -> annotations.contains("Test"))
        .orElseGet(() -> parent.find() && isTest(parent.group(1), method));
  }

  /** The annotations before a method. */
  private static Optional<String> declared(String source, String method) {
    int at = source.indexOf(" void " + method + "(");
    return at < 0
        ? Optional.empty()
        : Optional.of(source.substring(source.lastIndexOf("\n\n", at), at));
  }
}
