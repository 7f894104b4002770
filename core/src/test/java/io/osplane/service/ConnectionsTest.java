package io.osplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.Replicas;
import io.osplane.Size;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What services say of the connections that they may open, by sketches of Nova and others. */
class ConnectionsTest {
  private static final ApiServiceSpec NOVA = ApiServiceSpec.of("nova", 1);

  /** One process with three databases and oslo.db's pools of 5 and 50. */
  private static final long WORKER = 3 * 55;

  /** One process with one thread and three databases. */
  private static final long API = 3;

  private static long connections(ApiServiceSpec spec, Size size) {
    Plane plane =
        new Plane("prod", "ns", Release.of("2025.1"), size, "RegionOne", ImageCatalog.KIT);
    String row = Resource.text(ConnectionsTest.class, "/rows/" + spec.kind() + ".yaml");
    return ApiService.parse(spec.kind(), row, ConnectionsTest.class).claims(spec, plane).stream()
        .filter(DatabaseClaim.class::isInstance)
        .mapToLong(claim -> ((DatabaseClaim) claim).connections())
        .sum();
  }

  private static long connections(ApiServiceSpec spec) {
    return connections(spec, Size.TINY);
  }

  @Test
  void service_hasAPoolForEachDatabaseInEachProcess_andNoMoreThanItsThreadsUnderUwsgi() {
    assertThat(connections(NOVA)).isEqualTo(API + 2 * WORKER);
    assertThat(connections(NOVA, Size.LARGE)).isEqualTo(4 * API + 2 * WORKER);
    assertThat(connections(ApiServiceSpec.of("placement", 3))).isEqualTo(3 * 4);
    assertThat(
            connections(ApiServiceSpec.of("glance", 1).withOption("database", "max_overflow", "0")))
        .isEqualTo(2);
  }

  @Test
  void service_thatIsScaledByOthers_isCountedAsTheyMayScaleIt() {
    assertThat(connections(NOVA.withReplicas(Replicas.between(1, 7))))
        .isEqualTo(7 * connections(NOVA));
  }

  @Test
  void serverThatIsAlone_isCountedOnce() {
    assertThat(connections(ApiServiceSpec.of("stacks", 1))).isEqualTo(2 + 55);
    assertThat(connections(ApiServiceSpec.of("stacks", 3))).isEqualTo(3 * 2 + 55);
  }

  @ParameterizedTest
  @CsvSource({
    "conductor, workers, 4, 660",
    "conductor, workers, 0, 165",
    "conductor, workers, $x, 165",
    "conductor, workers, 1000000, 165000",
    "database, max_pool_size, 1, 157",
    "database, max_pool_size, 0, 2055",
    "database, max_overflow, -1, 2055",
    "database, max_overflow, 10, 85",
    "api_database, max_overflow, 10, 125",
    "api_database, max_pool_size, many, 165"
  })
  void option_thatSaysHowManyThereAre_isCounted(
      String section, String option, String value, long ofConductor) {
    ApiServiceSpec changed = NOVA.withOption(section, option, value);
    long scheduler = section.equals("conductor") ? WORKER : ofConductor;

    assertThat(connections(changed)).isEqualTo(API + ofConductor + scheduler);
  }

  @Test
  void manyPods_areNoOverflow() {
    assertThat(connections(NOVA.withReplicas(Integer.MAX_VALUE))).isPositive();
    assertThat(connections(NOVA.withReplicas(-1))).isZero();
  }

  @Test
  void hosts_openNone() {
    assertThat(connections(ApiServiceSpec.of("hosts", 1))).isZero();
  }
}
