package io.osplane.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.error.Violation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonSettingTest {
  private static final Row.ConfigFile FILE = new Row.ConfigFile("/etc/x", "settings", Map.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true | True",
        "false | False",
        "null | None",
        "-1.5e3 | -1500.0",
        "\"it\\\"s\" | \"it\\\"s\"",
        "[] | []",
        "[1, [true]] | [1, [True]]",
        "{\"a b\": {\"c\": null}} | {\"a b\": {\"c\": None}}"
      })
  void python_ofJson_isTheSameValue(String json, String python) {
    assertThat(PythonSetting.python(json)).isEqualTo(python);
  }

  @Test
  void python_ofATextWithALineBreak_staysOnOneLine() {
    assertThat(PythonSetting.python("\"a\\nimport os\"")).isEqualTo("\"a\\nimport os\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "True", "open('/etc/passwd')", "1 2", "[1", "{a: 1}", "'a'"})
  void violation_ofWhatIsNoJson_saysSo_andItIsNotRendered(String value) {
    assertThat(PythonSetting.violation(FILE, "p", "settings", "A", value))
        .get()
        .extracting(Violation::problem)
        .isEqualTo("is no JSON");
    assertThatThrownBy(() -> PythonSetting.python(value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "1A", "A-B", "A=1;B", "_A", ""})
  void violation_ofANameThatIsNone_saysSo(String name) {
    assertThat(PythonSetting.violation(FILE, "p", "settings", name, "1"))
        .get()
        .extracting(Violation::problem)
        .isEqualTo("is no name of a setting");
  }

  @Test
  void violation_ofAnotherSection_namesTheRightOne() {
    assertThat(PythonSetting.violation(FILE, "p", "DEFAULT", "A_1", "1"))
        .contains(new Violation("p", "is in a section that is not there", "config[settings][A_1]"));
    assertThat(PythonSetting.violation(FILE, "p", "settings", "A_1", "1")).isEmpty();
  }
}
