package io.osplane.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page on faults, compared with the sources of the tests that it names. */
class FaultsTest {
  private static final int MODES = 61;
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (B\\d\\d) \\| [^|]+ \\| [^|]+ \\| ([^|]+) \\|([^|]*)\\|$");
  private List<MatchResult> rows;

  @BeforeEach
  void read() throws IOException {
    rows = NamedTests.rows("faults.md", ROW);
  }

  @Test
  void page_hasEveryModeOnce() {
    assertThat(rows)
        .extracting(row -> row.group(1))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, MODES).mapToObj("B%02d"::formatted).toList());
  }

  @Test
  void page_namesTestsThatThereAre() throws IOException {
    NamedTests tests = NamedTests.read();

    for (MatchResult row : rows) {
      assertThat(tests.missing(row.group(3))).as(row.group(1)).isEmpty();
    }
  }

  @Test
  void page_saysWhereEachOneIsShown_andNothingWhereNoneIs() {
    for (MatchResult row : rows) {
      List<String> classes = NamedTests.classes(row.group(3));
      boolean isShown = !row.group(2).equals("–");

      assertThat(!classes.isEmpty()).as(row.group()).isEqualTo(isShown);
      assertThat(classes.stream().anyMatch(name -> name.endsWith("IT")))
          .as(row.group())
          .isEqualTo(row.group(2).contains("real"));
    }
    assertThat(rows).filteredOn(row -> !row.group(2).equals("–")).hasSizeGreaterThan(40);
  }
}
