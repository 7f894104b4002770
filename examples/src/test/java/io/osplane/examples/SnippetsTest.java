package io.osplane.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java code of the docs is the code that was compiled here. */
class SnippetsTest {
  private static final Path TOP = Path.of("..");
  private static final Pattern BLOCK =
      Pattern.compile("(?:<!-- snippet: (\\w+) -->\\s*)?^```java\\n(.*?)^```$", flags());
  private static final Pattern TAGGED =
      Pattern.compile("^ *// tag::(\\w+)\\[\\]\\n(.*?)^ *// end::\\1\\[\\]$", flags());

  private static int flags() {
    return Pattern.MULTILINE | Pattern.DOTALL;
  }

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(TOP.resolve("README.md")));
    pages.add(TOP.resolve("CONTRIBUTING.md"));
    pages.add(Path.of("images/README.md"));
    pages.add(Path.of("steward/README.md"));
    try (Stream<Path> guide = Files.list(TOP.resolve("docs/guide"))) {
      guide.sorted().forEach(pages::add);
    }
    return pages;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void javaBlock_isMarked_onEveryPage(Path page) {
    assertThat(blocks(page))
        .allSatisfy(block -> assertThat(block.group(1)).as(block.group(2)).isNotNull());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void markedBlock_equalsTaggedCode_onEveryPage(Path page) {
    Map<String, String> compiled = compiled();
    assertThat(blocks(page))
        .filteredOn(block -> block.group(1) != null)
        .allSatisfy(
            block -> {
              assertThat(compiled).containsKey(block.group(1));
              assertThat(block.group(2)).isEqualTo(compiled.get(block.group(1)));
            });
  }

  @Test
  void guide_hasSnippets_soThatTheTestsAboveCompareSomething() throws IOException {
    assertThat(pages().stream().mapToInt(page -> blocks(page).size()).sum()).isGreaterThan(5);
  }

  private static List<MatchResult> blocks(Path page) {
    return BLOCK.matcher(read(page)).results().toList();
  }

  private static Map<String, String> compiled() {
    Map<String, String> code = new TreeMap<>();
    for (String name : List.of("Snippets", "Bulletin", "BulletinSpec", "AcmeSdn", "AcmeSdnSpec")) {
      String text = read(Path.of("src/main/java/io/osplane/examples", name + ".java"));
      TAGGED
          .matcher(text)
          .results()
          .forEach(m -> assertThat(code.put(m.group(1), plain(m.group(2)))).isNull());
    }
    return code;
  }

  /** Without the indentation of the place where it is compiled, and blank lines at the end. */
  private static String plain(String code) {
    return code.stripTrailing().stripIndent() + "\n";
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
