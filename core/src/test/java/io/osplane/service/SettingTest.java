package io.osplane.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingTest {
  private static final Setting<Integer> WHOLE = Setting.whole("acme", "a", "whole", -1, 7);
  private static final Setting<Double> NUMBER = Setting.number("acme", "a", "number", 0.1, 64);
  private static final Setting<Duration> SECONDS =
      Setting.seconds("acme", "a", "seconds", Duration.ofSeconds(1), Duration.ofHours(1));
  private static final Setting<String> TEXT = Setting.text("acme", "a", "text", "[a-z$]+", "x");
  private static final Setting<List<String>> WORDS = Setting.words("acme", "a", "words");
  private static final ApiServiceSpec SPEC = ApiServiceSpec.of("acme", 2);

  static Stream<Arguments> right() {
    return Stream.of(
        Arguments.of(Setting.truth("acme", "a", "truth"), true, "true"),
        Arguments.of(WHOLE, -1, "-1"),
        Arguments.of(WHOLE, 7, "7"),
        Arguments.of(NUMBER, 0.1, "0.1"),
        Arguments.of(NUMBER, 64.0, "64.0"),
        Arguments.of(SECONDS, Duration.ofHours(1), "3600"),
        Arguments.of(TEXT, "a$b", "a$$b"),
        Arguments.of(WORDS, List.of("raw", "qcow2"), "raw,qcow2"));
  }

  @ParameterizedTest
  @MethodSource("right")
  <T> void value_thatIsRight_isAnOption(Setting<T> setting, T value, String text) {
    assertThat(SPEC.with(setting, value)).isEqualTo(SPEC.withOption("a", setting.name(), text));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(WHOLE, -2, "-2; a whole number from -1 to 7"),
        Arguments.of(WHOLE, 8, "8; a whole number from -1 to 7"),
        Arguments.of(NUMBER, 0.0, "0.0; a number from 0.1 to 64.0"),
        Arguments.of(NUMBER, Double.NaN, "NaN; a number from 0.1 to 64.0"),
        Arguments.of(NUMBER, Double.POSITIVE_INFINITY, "Infinity; a number from 0.1 to 64.0"),
        Arguments.of(SECONDS, Duration.ZERO, "PT0S; whole seconds from 1 to 3600"),
        Arguments.of(SECONDS, Duration.ofMillis(1500), "PT1.5S; whole seconds from 1 to 3600"),
        Arguments.of(TEXT, "a\nb", "a\nb; x"),
        Arguments.of(WORDS, List.of(), "[]; at least one word, without commas and blanks"),
        Arguments.of(WORDS, List.of("a,b"), "[a,b]; at least one word, without commas and blanks"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  <T> void value_thatIsWrong_isRefusedWithThePath(Setting<T> setting, T value, String said) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPEC.with(setting, value))
        .withMessage("config[a][" + setting.name() + "]: cannot be " + said);
  }

  @Test
  void setting_ofAnotherKind_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApiServiceSpec.of("other", 2).with(WHOLE, 1))
        .withMessage("config[a][whole]: is a setting of acme; withOption sets any option of other");
  }

  @Test
  void setting_isSeenAsPeopleWriteIt() {
    assertThat(WHOLE).hasToString("[a] whole");
    assertThat(SPEC.with(WHOLE, 1).config()).isEqualTo(Map.of("a", Map.of("whole", "1")));
  }
}
