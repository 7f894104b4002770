package io.osplane.galera;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.Size;
import io.osplane.error.Violation;
import io.osplane.spi.CacheClaim;
import io.osplane.spi.Claim;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.SpecRule;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the server takes all the connections that its clients may open. */
class CapacityTest {
  private static final GaleraSpec SPEC = GaleraSpec.of(3);

  private static Plane plane(Size size) {
    return new Plane("prod", "cloud", Release.of("2025.1"), size, "RegionOne", ImageCatalog.KIT);
  }

  private static List<Violation> violations(GaleraSpec spec, Size size, Claim<?>... asked) {
    return new Galera().validate(List.of(asked), spec, plane(size));
  }

  private static DatabaseClaim claim(String name, long connections) {
    return DatabaseClaim.of(name).withConnections(connections);
  }

  @Test
  void connections_ofAllServicesTogether_areAWarningAboveFourFifths() {
    assertThat(violations(SPEC, Size.SMALL, claim("nova", 600), claim("heat", 360))).isEmpty();
    assertThat(
            violations(
                SPEC,
                Size.SMALL,
                claim("heat", 180),
                claim("nova", 601),
                claim("cinder", 180),
                DatabaseClaim.of("acme"),
                new CacheClaim("nova", Optional.empty())))
        .containsExactly(
            new Violation(
                "options[max_connections]",
                "is 1200, and services may have 961 connections at once: nova 601, cinder 180,"
                    + " heat 180",
                "at least 1202, or smaller max_pool_size and max_overflow of these services",
                "R55",
                true));
  }

  @Test
  void connections_thatNoProxyPassesOn_cannotBeHadByALargerNumber() {
    assertThat(violations(SPEC, Size.LARGE, claim("nova", 7000)))
        .singleElement()
        .satisfies(v -> assertThat(v.expected()).startsWith("fewer replicas, or smaller"));
  }

  @ParameterizedTest
  @CsvSource({"TINY, 300", "SMALL, 1200", "MEDIUM, 2400", "LARGE, 4096"})
  void server_takesWhatItsSizeSays_orTheSpec(Size size, int connections) {
    assertThat(Capacity.of(SPEC, size)).isEqualTo(connections);
    GaleraSpec more = SPEC.withOption("max_connections", "6000");
    assertThat(Capacity.of(more, size)).isEqualTo(6000);
    assertThat(file(more, size)).contains("max_connections = 6000\n");
    assertThat(file(more, size).split("max_connections", -1)).as("said once").hasSize(2);
    assertThat(violations(more, Size.SMALL, claim("nova", 4800))).isEmpty();
    assertThat(violations(more, Size.SMALL, claim("nova", 4801))).hasSize(1);
  }

  private static String file(GaleraSpec spec, Size size) {
    return new GaleraConfig(spec, plane(size)).member().get("my.cnf");
  }

  @Test
  void testCluster_isNeverThatBusy() {
    assertThat(violations(SPEC, Size.TINY, claim("nova", 100_000))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "99", "8193", "0500", "-500", "5e3", "1000;", "99999999999"})
  void number_thatCannotBe_isRefused_andTheUsualOneCounts(String number) {
    GaleraSpec spec = SPEC.withOption("max_connections", number);

    assertThat(new Galera().validate(spec, plane(Size.SMALL)))
        .containsExactly(
            new Violation(
                "options[max_connections]", "is no number of connections", "from 100 to 8192"));
    assertThat(violations(spec, Size.SMALL, claim("nova", 960))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"100", "8192"})
  void number_thatCanBe_isFine(String number) {
    assertThat(new Galera().validate(SPEC.withOption("max_connections", number), plane(Size.SMALL)))
        .isEmpty();
  }

  @Test
  void rule_isSaidByTheComponent() {
    assertThat(new Galera().rules()).extracting(SpecRule::id).contains("R23", "R55");
  }
}
