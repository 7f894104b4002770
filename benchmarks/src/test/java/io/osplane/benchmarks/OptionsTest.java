package io.osplane.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void parse_namesAndValues() {
    Options options = Options.parse(List.of("apply-ratio", "--pairs", "7", "--svg", "a.svg"));

    assertThat(options.verb()).isEqualTo("apply-ratio");
    assertThat(options.number("pairs", 5)).isEqualTo(7);
    assertThat(options.number("plans", 20)).isEqualTo(20);
    assertThat(options.file("svg")).contains(Path.of("a.svg"));
    assertThat(options.file("audit")).isEmpty();
  }

  @Test
  void parse_nameWithoutAValue_isRefused() {
    assertThatThrownBy(() -> Options.parse(List.of("leaks", "--times")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Options.parse(List.of("leaks", "times", "3")))
        .hasMessageContaining("times");
  }

  @Test
  void spread_ofNumbers_hasTheMiddleOne() {
    assertThat(Spread.of(List.of(3.0, 1.0, 9.0)).text(2)).isEqualTo("3.00 (1.00 to 9.00)");
    assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
