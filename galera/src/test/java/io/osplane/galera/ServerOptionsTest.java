package io.osplane.galera;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.Size;
import io.osplane.error.Violation;
import io.osplane.spi.Plane;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerOptionsTest {
  private static final Plane PLANE =
      new Plane("prod", "cloud", Release.of("2025.1"), Size.TINY, "RegionOne", ImageCatalog.KIT);

  private static List<Violation> violations(String option, String value) {
    return new Galera().validate(GaleraSpec.of(3).withOption(option, value), PLANE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bind-address",
        "bind_address",
        "loose-bind-address",
        "loose_skip_name_resolve",
        "skip_name_resolve",
        "name-resolve",
        "max-connections",
        "maximum-max_connections",
        "wsrep_on",
        "loose_wsrep-on",
        "skip-wsrep-on",
        "bind-addr",
        "innodb_snapshot_isolation"
      })
  void validate_whenTheServerReadsAnOptionOfOursUnderAnyName_refusesIt(String option) {
    assertThat(violations(option, "1"))
        .containsExactly(
            new Violation("options[" + option + "]", "is set by Osplane", "leave it out"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "!include", "[client]", "#", "x=y", "back_log\nwsrep_on"})
  void validate_whenANameIsNoWord_refusesIt(String option) {
    assertThat(violations(option, "1"))
        .extracting(Violation::path)
        .containsOnly("options[" + option + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1\n[mysqld]\nwsrep_on=OFF", "1\r", "\0"})
  void validate_whenAValueIsMoreThanOneLine_refusesIt(String value) {
    assertThat(violations("back_log", value))
        .extracting(Violation::problem)
        .containsExactly("is no line of the server's file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sort_buffer_size", "back-log", "hot.key_buffer_size", "log_warnings"})
  void validate_whenAnOptionIsTheCallersToChoose_acceptsIt(String option) {
    assertThat(violations(option, "1")).isEmpty();
  }

  @Test
  void validate_whenAValueIsEmpty_acceptsIt() {
    assertThat(violations("sql_mode", "")).isEmpty();
  }
}
