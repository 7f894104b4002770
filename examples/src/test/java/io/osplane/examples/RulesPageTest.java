package io.osplane.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.spi.ComponentSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page on rules, compared with what components say, and with the tests that it names. */
class RulesPageTest {
  private static final int RULES = 80;
  private static final String NONE = "–";
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| (R\\d\\d) \\| (error|warning|–) \\| [^|]+ \\| (rule|fixed|unseen|elsewhere)[^|]*"
              + "\\|([^|]*)\\|$");
  private List<MatchResult> rows;

  @BeforeEach
  void read() throws IOException {
    rows = NamedTests.rows("rules.md", ROW);
  }

  @Test
  void page_hasEveryRuleOnce() {
    assertThat(rows)
        .extracting(row -> row.group(1))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, RULES).mapToObj("R%02d"::formatted).toList());
  }

  @Test
  void page_hasTheSeverityOfEveryRuleOfEveryComponent_andOfNoOther() {
    Map<String, String> rules = new TreeMap<>();
    ServiceLoader.load(ComponentSource.class).stream()
        .flatMap(source -> source.get().components().stream())
        .flatMap(component -> component.rules().stream())
        .forEach(rule -> rules.put(rule.id(), rule.isWarning() ? "warning" : "error"));

    assertThat(
            rows.stream()
                .filter(row -> !row.group(2).equals(NONE))
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2))))
        .containsExactlyInAnyOrderEntriesOf(rules);
  }

  @Test
  void page_namesATestOfEveryRule_andTestsThatThereAre() throws IOException {
    NamedTests tests = NamedTests.read();

    for (MatchResult row : rows) {
      boolean isRule = !row.group(2).equals(NONE);
      assertThat(row.group(3).equals("rule")).as(row.group()).isEqualTo(isRule);
      assertThat(isRule && NamedTests.classes(row.group(4)).isEmpty()).as(row.group()).isFalse();
      assertThat(tests.missing(row.group(4))).as(row.group(1)).isEmpty();
    }
  }
}
