package io.osplane.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page on faults, compared with the sources of the tests that it names. */
class FaultsTest {
  private static final int MODES = 61;
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (B\\d\\d) \\| [^|]+ \\| [^|]+ \\| ([^|]+) \\|([^|]*)\\|$");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final Pattern PARENT = Pattern.compile("class \\w+ extends (\\w+)");
  private final Map<String, String> sources = new TreeMap<>();
  private List<MatchResult> rows;

  @BeforeEach
  void read() throws IOException {
    rows = ROW.matcher(Files.readString(Path.of("../docs/guide/faults.md"))).results().toList();
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      files.filter(file -> file.toString().contains("/src/test/java/")).forEach(this::keep);
    }
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

  @Test
  void page_hasEveryModeOnce() {
    assertThat(rows)
        .extracting(row -> row.group(1))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, MODES).mapToObj("B%02d"::formatted).toList());
  }

  @Test
  void page_namesTestsThatThereAre() {
    List<String> missing = new ArrayList<>();
    for (MatchResult row : rows) {
      NAMED
          .matcher(row.group(3))
          .results()
          .filter(test -> !isTest(test.group(1), test.group(2)))
          .forEach(test -> missing.add(row.group(1) + ": " + test.group()));
    }

    assertThat(missing).isEmpty();
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

  @Test
  void page_saysWhereEachOneIsShown_andNothingWhereNoneIs() {
    for (MatchResult row : rows) {
      List<String> classes =
          NAMED.matcher(row.group(3)).results().map(test -> test.group(1)).toList();
      boolean isShown = !row.group(2).equals("–");

      assertThat(!classes.isEmpty()).as(row.group()).isEqualTo(isShown);
      assertThat(classes.stream().anyMatch(name -> name.endsWith("IT")))
          .as(row.group())
          .isEqualTo(row.group(2).contains("real"));
    }
    assertThat(rows).filteredOn(row -> !row.group(2).equals("–")).hasSizeGreaterThan(40);
  }
}
