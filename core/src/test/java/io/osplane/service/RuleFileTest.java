package io.osplane.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.error.Violation;
import io.osplane.spi.SpecRule;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTest {
  private final RuleFile rules = RuleFile.of("/rules/acme", RuleFileTest.class);

  @Test
  void rules_areThoseOfTheFile_inItsOrder() {
    assertThat(rules.rules())
        .containsExactly(
            SpecRule.error("R02", "is old", "the new one"),
            SpecRule.warning("R01", "is slow without a cache", "a cache"),
            SpecRule.error("R03", "leads astray", "leave it out"),
            SpecRule.error("R04", "is not on the old map", "a new one"));
  }

  @Test
  void violations_areThoseOfEveryPattern_whereTheSpecSaysIt() {
    Map<String, Map<String, String>> options = Map.of("a", Map.of("mode", "slow", "kind", "old"));

    assertThat(rules.violations(options, (section, name) -> section + "/" + name))
        .containsExactly(
            new Violation("a/kind", "is old", "the new one", "R02", false),
            new Violation("a/mode", "is slow without a cache", "a cache", "R01", true));
    assertThat(
            rules.violations(
                Map.of("a", Map.of("mode", "slow"), "b", Map.of("cache", "yes")),
                (section, name) -> name))
        .isEmpty();
    assertThat(rules.violations(Map.of(), (section, name) -> name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"there, , host", "here, /else, path", "there, /else, host", "here, /here, "})
  void violations_whereOnePatternIsEnough_sayTheFirstThatIs(
      String host, @Nullable String path, @Nullable String where) {
    Map<String, String> own =
        path == null ? Map.of("host", host) : Map.of("host", host, "path", path);

    assertThat(rules.violations(Map.of("a", own), (section, name) -> name))
        .extracting(Violation::path)
        .isEqualTo(where == null ? List.of() : List.of(where));
  }

  @ParameterizedTest
  @CsvSource({"old, there, host", "old, here, ", "new, there, ", "old, , "})
  void violations_ofARuleWithBoth_needAllOfOneAndOneOfTheOther(
      String guide, @Nullable String host, @Nullable String where) {
    Map<String, String> own =
        host == null ? Map.of("guide", guide) : Map.of("guide", guide, "host", host);

    assertThat(rules.violations(Map.of("b", own), (section, name) -> name))
        .extracting(Violation::path)
        .isEqualTo(where == null ? List.of() : List.of(where));
  }

  @Test
  void file_thatIsNotThereOrWrong_isNotRead() {
    assertThatThrownBy(() -> RuleFile.of("/rules/none", RuleFileTest.class))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> RuleFile.of("/rules/wrong", RuleFileTest.class))
        .isInstanceOf(UncheckedIOException.class);
  }
}
