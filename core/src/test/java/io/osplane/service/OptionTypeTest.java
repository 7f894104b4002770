package io.osplane.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused and taken was tried with oslo.config 9.7. */
class OptionTypeTest {
  private static OptionType type(String words) {
    return Option.parse("DEFAULT", "name " + words).type();
  }

  @ParameterizedTest
  @CsvSource({
    "bool, yep, true or false",
    "bool, '', true or false",
    "int, 1.5, a whole number",
    "int, 1__0, a whole number",
    "int min=1, 0, a whole number of at least 1",
    "int max=32, 33, a whole number of at most 32",
    "int min=0 max=65535, 65536, a whole number from 0 to 65535",
    "int choices=256|512, 257, 'one of 256, 512'",
    "int choices=256|512, many, 'one of 256, 512'",
    "float min=0.0, -0.1, a number of at least 0",
    "float, 1.5x, a number",
    "float, ., a number",
    "string choices=both|versioned, Both, 'one of both, versioned'",
    "string choices=|project, '  x', 'one of '''', project'",
    "list choices=a|b, 'a, c', 'items of a, b'"
  })
  void instead_whenAValueIsWrong_saysWhatIsRight(String words, String value, String right) {
    assertThat(type(words).instead(value)).contains(right);
  }

  @ParameterizedTest
  @CsvSource({
    "bool, TRUE",
    "bool, off",
    "bool, 0",
    "bool, '\"yes\"'",
    "bool, ' true '",
    "int, -1",
    "int, +1_000",
    "int, ''",
    "int min=1, $workers",
    "int choices=256|512, 0512",
    "int max=9223372036854775808, 9223372036854775808",
    "float, .5",
    "float, 5.",
    "float, 1e-3",
    "float, 1_0",
    "float min=0.0 max=4.5, 4.5",
    "string, anything",
    "string choices=both|versioned, both",
    "string choices=|project, ''",
    "string choices=None|MAC ignore_case, mac",
    "list, 'a, b'",
    "list choices=a|b, 'b ,a'",
    "list choices=a|b, ''",
    "list choices=a|b, 'a,'",
    "dict, a:b",
    "uri, x"
  })
  void instead_whenAValueIsRight_isEmpty(String words, String value) {
    assertThat(type(words).instead(value)).isEmpty();
  }

  @Test
  void parse_whenALineHasNoType_refusesIt() {
    assertThatThrownBy(() -> Option.parse("DEFAULT", "debug"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'debug' of [DEFAULT]");
  }
}
