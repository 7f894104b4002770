package io.osplane.internal.kube;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The right column is what a real API server 1.36.2 stored. */
class CanonicalQuantityTest {
  @ParameterizedTest
  @CsvSource({
    "1024Mi, 1Gi",
    "0.5, 500m",
    "1Gi, 1Gi",
    "1024, 1024",
    "1Ki, 1Ki",
    "1000m, 1",
    "1500m, 1500m",
    "1.5Gi, 1536Mi",
    "0.1Gi, 107374182400m",
    "512Ki, 512Ki",
    "0.5Ki, 512",
    "1e3, 1e3",
    "12e2, 1200",
    "1E, 1E",
    "100k, 100k",
    "1000k, 1M",
    "1.0, 1",
    "+2, +2",
    "0, 0",
    "0Mi, 0",
    "2000M, 2G",
    "1024Gi, 1Ti",
    "1536Ki, 1536Ki",
    ".5, 500m",
    "5., 5.",
    "1e-3, 1e-3",
    "1E3, 1E3",
    "1500Mi, 1500Mi",
    "1200, 1200",
    "1000000, 1M"
  })
  void amount_isStored_asTheServerStoresIt(String text, String stored) {
    assertThat(CanonicalQuantity.of(text)).isEqualTo(stored);
    assertThat(CanonicalQuantity.of(stored)).isEqualTo(stored);
  }

  @ParameterizedTest
  @CsvSource({"abc", "1Zi", "1 Gi", "--1"})
  void noAmount_staysAsItIs(String text) {
    assertThat(CanonicalQuantity.of(text)).isEqualTo(text);
  }
}
