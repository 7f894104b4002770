package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.health.Condition;
import io.osplane.health.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoorCertificateTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-04-01T00:00:00Z");
  private static final List<String> HOSTS =
      List.of("glance.cloud.example.org", "keystone.cloud.example.org");
  private static final DoorCertificate DOOR = new DoorCertificate("site", HOSTS, "Renew it");

  private static String pem(String... names) {
    return DoorCertificates.pem(BEGIN, END, names);
  }

  @ParameterizedTest
  @CsvSource({
    "2025-12-31T23:59:59Z, DOWN, CertificateTooYoung",
    "2026-01-01T00:00:00Z, HEALTHY, CertificateGood",
    "2026-03-17T23:59:59Z, HEALTHY, CertificateGood",
    "2026-03-18T00:00:00Z, DEGRADED, CertificateEnds",
    "2026-03-31T23:59:59Z, DEGRADED, CertificateEnds",
    "2026-04-01T00:00:00Z, DOWN, CertificateExpired",
    "2036-01-01T00:00:00Z, DOWN, CertificateExpired"
  })
  void time_decides_fromTwoWeeksBeforeTheEnd(Instant now, Status status, String code) {
    Condition found = DOOR.judge(pem("*.cloud.example.org"), now);

    assertThat(found.status()).isEqualTo(status);
    assertThat(found.code()).isEqualTo(code);
    assertThat(found.remedy()).isEqualTo(status == Status.HEALTHY ? "" : "Renew it");
    assertThat(found.message()).contains("Secret site", status == Status.DOWN ? "good" : "" + END);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*.cloud.example.org",
        "*.Cloud.Example.ORG",
        "other.org,*.cloud.example.org",
        "keystone.cloud.example.org,glance.cloud.example.org"
      })
  void names_ofAllServices_areGood(String names) {
    assertThat(DOOR.judge(pem(names.split(",")), BEGIN).status()).isEqualTo(Status.HEALTHY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*.example.org", "cloud.example.org", "*.cloud.example.com", "*.glance.x"})
  void names_ofOthers_areNot(String name) {
    assertThat(DOOR.judge(pem(name), BEGIN))
        .extracting(Condition::status, Condition::code, Condition::message)
        .containsExactly(
            Status.DOWN,
            "CertificateNames",
            "the certificate in Secret site does not name glance.cloud.example.org,"
                + " keystone.cloud.example.org");
  }

  @Test
  void names_thatAreMissing_areToldAlone() {
    assertThat(DOOR.judge(pem("glance.cloud.example.org"), BEGIN).message())
        .endsWith("does not name keystone.cloud.example.org");
    List<String> many = IntStream.range(0, 5).mapToObj(i -> "s" + i + ".cloud").toList();
    assertThat(new DoorCertificate("site", many, "").judge(pem("x"), BEGIN).message())
        .endsWith("does not name s0.cloud, s1.cloud, s2.cloud and 2 more");
  }

  @Test
  void commonName_isNoName() {
    assertThat(DOOR.judge(pem(), BEGIN).code()).isEqualTo("CertificateNames");
  }

  @Test
  void authority_needsNoNames() {
    assertThat(new DoorCertificate("own", List.of(), "").judge(pem(), BEGIN).status())
        .isEqualTo(Status.HEALTHY);
  }

  @Test
  void chain_isJudgedByItsFirst() {
    String issuer = DoorCertificates.pem(BEGIN, BEGIN.plus(Duration.ofDays(1)), "authority");

    assertThat(DOOR.judge(pem("*.cloud.example.org") + issuer, BEGIN.plus(Duration.ofDays(2))))
        .extracting(Condition::status)
        .isEqualTo(Status.HEALTHY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no certificate",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
      })
  void text_thatIsNoCertificate_isSaidWithoutItsContent(String text) {
    assertThat(DOOR.judge(text, BEGIN))
        .extracting(Condition::status, Condition::message)
        .containsExactly(Status.DOWN, "the certificate in Secret site is no certificate in PEM");
  }
}
