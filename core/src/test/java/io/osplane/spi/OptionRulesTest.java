package io.osplane.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.error.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionRulesTest {
  @ParameterizedTest
  @ValueSource(strings = {"password", "ssh_passwd", "shared_secret", "secret_key", "admin_token"})
  void option_withTheNameOfASecret_isOne(String option) {
    assertThat(OptionRules.isSecret(option)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"password_hash_algorithm", "debug", "secret_backend"})
  void option_withAnotherName_isNone(String option) {
    assertThat(OptionRules.isSecret(option)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"a b, x, y", "'', x, y", "DEFAULT, x=y, z", "DEFAULT, x, ${secret:a/b@1}"})
  void option_ofAWrongForm_isAViolation(String section, String option, String value) {
    assertThat(OptionRules.form("here", section, option, value))
        .map(Violation::path)
        .contains("here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one\ntwo", "one\n"})
  void value_ofSeveralLines_isAViolation(String value) {
    assertThat(OptionRules.form("here", "DEFAULT", "x", value)).isPresent();
  }

  @Test
  void option_ofTheUsualForm_isNone() {
    assertThat(OptionRules.form("here", "oslo_messaging_rabbit", "x-y.z", "a = b")).isEmpty();
    assertThat(OptionRules.form("here", "DEFAULT", "x", "")).isEmpty();
  }
}
