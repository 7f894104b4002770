package io.osplane.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.error.Violation;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeRulesTest {
  @ParameterizedTest
  @ValueSource(strings = {"10Gi", "1.5Ti", "500M", "1e9", "123456789", "1Mi", "1024Ki", "1048576"})
  void sizes_areQuantitiesOfAMebibyteOrMore(String storage) {
    assertThat(VolumeRules.violations(storage, Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1Gi", "10 Gi", "ten", "10gib", "Gi"})
  void anythingElse_isNoSize(String storage) {
    assertThat(VolumeRules.violations(storage, Optional.empty()))
        .extracting(Violation::path)
        .containsExactly("storage");
  }

  @ParameterizedTest
  @ValueSource(strings = {"50", "500m", "0.5", "1M", "1023Ki", "1048575"})
  void lessThanAMebibyte_isTooSmall_asWhereAUnitWasForgotten(String storage) {
    assertThat(VolumeRules.violations(storage, Optional.empty()))
        .containsExactly(
            new Violation(
                "storage",
                "'" + storage + "' is less than 1Mi",
                "use a Kubernetes quantity such as 10Gi"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "fast-ssd.example", "a"})
  void classes_areNamesOfObjects(String name) {
    assertThat(VolumeRules.violations("1Gi", Optional.of(name))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Fast", "a_b", "-a", "a..b", "a\n", "käse"})
  void anythingElse_isNoClass(String name) {
    assertThat(VolumeRules.violations("1Gi", Optional.of(name)))
        .extracting(Violation::path)
        .containsExactly("storageClass");
  }

  @Test
  void both_areReportedAtOnce_howeverLong() {
    assertThat(VolumeRules.violations("x", Optional.of("a.".repeat(200_000) + "!"))).hasSize(2);
  }
}
