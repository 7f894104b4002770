package io.osplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.error.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionCheckTest {
  private static final String TEXT =
      """
      # acme of OpenStack 2025.1

      [DEFAULT]
      debug bool
      enabled_backends dict
      hmac_keys string secret
      log_file string was=DEFAULT/logfile

      [*] DEFAULT/enabled_backends
      datadir string was=*/directory
      pool string

      [console]
      enabled bool
      host string was=DEFAULT/console_host
      port int min=0 max=65535

      [ovs]
      enabled bool

      [wsgi]
      pool_size int min=1 removal was=DEFAULT/pool_size
      workers int min=1
      threads int
      """;
  private static final Map<String, Map<String, String>> SET =
      Map.of(
          "console", Map.of("host", "0.0.0.0"),
          "DEFAULT", Map.of("enabled_backends", "fast:rbd, slow:file"));
  private final OptionCheck check =
      new OptionCheck(KnownOptions.parse("acme 2025.1", List.of(TEXT)).chosenBy(SET), SET);

  private Optional<Violation> violation(String section, String name, String value) {
    return check.violation("here", section, name, value);
  }

  @ParameterizedTest
  @CsvSource({
    "DEFAULT, debugg, [DEFAULT] debug",
    "DEFAULT, log-file, [DEFAULT] log_file",
    "DEFAULT, threads, [wsgi] threads",
    "DEFAULT, enabled, [console] enabled or [ovs] enabled",
    "DEFAULT, worker, [wsgi] workers",
    "wsgi, port, [console] port",
    "wsgi, host, [console] host",
    "console, enable, [console] enabled",
    "CONSOLE, port, [console] port",
    "consol, portt, [console] port",
    "fats, pool, '[fast] pool or [*] pool with a word of [DEFAULT] enabled_backends for * or"
        + " [slow] pool'",
    "DEFAULT, vcpu_pin_set, an option that it knows",
    "nowhere, vcpu_pin_set, an option that it knows"
  })
  void violation_whenAnOptionIsUnknown_saysWhatMayBeMeant(
      String section, String name, String meant) {
    assertThat(violation(section, name, "x"))
        .contains(new Violation("here", "is no option of acme 2025.1", meant));
  }

  @ParameterizedTest
  @CsvSource({
    "DEFAULT, debug, true",
    "console, port, 6080",
    "fast, pool, images",
    "slow, datadir, /data"
  })
  void violation_whenAnOptionIsKnown_isEmpty(String section, String name, String value) {
    assertThat(violation(section, name, value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "console, port, 65536, a whole number from 0 to 65535",
    "DEFAULT, debug, maybe, true or false"
  })
  void violation_whenAValueIsWrong_saysWhatIsRightAndNotTheValue(
      String section, String name, String value, String right) {
    assertThat(violation(section, name, value))
        .contains(new Violation("here", "is no value that acme 2025.1 takes", right));
  }

  @ParameterizedTest
  @CsvSource({
    "DEFAULT, logfile, /var/log/x, [DEFAULT] log_file",
    "slow, directory, /data, [slow] datadir"
  })
  void violation_whenANameIsAFormerOne_warnsAndSaysTheNameOfToday(
      String section, String name, String value, String today) {
    assertThat(violation(section, name, value))
        .contains(new Violation("here", "is the former name of an option", today, "R72", true));
  }

  @ParameterizedTest
  @CsvSource({"wsgi, pool_size, 5", "DEFAULT, pool_size, 5"})
  void violation_whenALaterReleaseGivesAnOptionUp_warns(String section, String name, String value) {
    assertThat(violation(section, name, value)).contains(OptionCheck.LEAVING.at("here"));
  }

  @Test
  void violation_whenTheValueOfADeprecatedOptionIsWrong_isAnError() {
    assertThat(violation("wsgi", "pool_size", "0"))
        .hasValueSatisfying(v -> assertThat(v.isWarning()).isFalse());
  }

  @Test
  void violation_whenAFormerNameIsOfAnOptionThatOsplaneSets_namesTheOption() {
    assertThat(violation("DEFAULT", "console_host", "::"))
        .contains(
            new Violation(
                "here",
                "is a former name of an option that Osplane sets, so it would not be read",
                "[console] host"));
  }

  @Test
  void violation_whenAnOptionHoldsASecret_refusesIt() {
    assertThat(violation("DEFAULT", "hmac_keys", "SECRET_KEY"))
        .hasValueSatisfying(v -> assertThat(v.problem()).startsWith("holds a secret"));
  }

  @Test
  void violation_whenNoOptionChoosesASection_knowsItNot() {
    OptionCheck without =
        new OptionCheck(
            KnownOptions.parse("acme 2025.1", List.of(TEXT)).chosenBy(Map.of()), Map.of());

    assertThat(without.violation("here", "fast", "pool", "images"))
        .map(Violation::expected)
        .contains("[*] pool with a word of [DEFAULT] enabled_backends for *");
  }
}
