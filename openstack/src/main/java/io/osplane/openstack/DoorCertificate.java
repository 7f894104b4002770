package io.osplane.openstack;

import io.osplane.Exposure;
import io.osplane.SecretRef;
import io.osplane.error.RefusedException;
import io.osplane.health.Condition;
import io.osplane.spi.Claim;
import io.osplane.spi.Probe;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long, and for which names, the certificate of a door is good. Judging is pure.
 *
 * @param secret where it is
 * @param hosts the names that clients use; none for an authority, which signs for any
 * @param renewal how a better one comes into the Secret
 */
record DoorCertificate(String secret, List<String> hosts, String renewal) {
  private static final Duration SOON = Duration.ofDays(14);
  private static final int DNS_NAME = 2;
  private static final int SHOWN = 3;

  /** How well that of the control plane's exposure is, for what is claimed of a component. */
  static Condition of(Probe probe) {
    Exposure exposure = probe.plane().exposure().orElseThrow();
    SecretRef ref =
        exposure
            .authority()
            .orElseGet(() -> SecretRef.of(exposure.certificate().orElseThrow(), "tls.crt"));
    DoorCertificate certificate =
        exposure.certificate().isPresent()
            ? given(ref.name(), probe.asked(), exposure)
            : own(ref.name());
    try {
      return certificate.judge(probe.reveal(ref), probe.now());
    } catch (RefusedException e) {
      return Condition.degraded(
          "CertificateMissing",
          "Secret " + ref.name() + " has no " + ref.key() + ", so no new door opens",
          certificate.renewal());
    }
  }

  private static DoorCertificate given(String secret, List<Claim<?>> asked, Exposure exposure) {
    return new DoorCertificate(
        secret,
        asked.stream().map(claim -> exposure.host(claim.name())).sorted().toList(),
        "Put one for *." + exposure.domain() + " into Secret " + secret + ", or have it renewed");
  }

  private static DoorCertificate own(String secret) {
    return new DoorCertificate(
        secret,
        List.of(),
        "Delete Secret "
            + secret
            + ", deploy again, delete the edge's pods, and give clients the new ca.crt");
  }

  /**
   * How well it is at a time.
   *
   * @param pem the certificate; those of its issuers may follow
   */
  Condition judge(String pem, Instant now) {
    return parse(pem)
        .map(certificate -> judge(certificate, now))
        .orElseGet(
            () ->
                Condition.down(
                    "CertificateUnreadable", what() + " is no certificate in PEM", renewal));
  }

  private Condition judge(X509Certificate certificate, Instant now) {
    Instant begin = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    List<String> strange = hosts.stream().filter(host -> !names(certificate, host)).toList();
    if (!now.isBefore(end)) {
      return Condition.down("CertificateExpired", what() + " was good until " + end, renewal);
    }
    if (now.isBefore(begin)) {
      return Condition.down("CertificateTooYoung", what() + " is good from " + begin, renewal);
    }
    if (!strange.isEmpty()) {
      return Condition.down("CertificateNames", what() + " does not name " + few(strange), renewal);
    }
    return now.isBefore(end.minus(SOON))
        ? Condition.healthy("CertificateGood", what() + " is good until " + end)
        : Condition.degraded(
            "CertificateEnds", what() + " is good until " + end + " only", renewal);
  }

  private String what() {
    return "the certificate in Secret " + secret;
  }

  private static String few(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
  }

  private static Optional<X509Certificate> parse(String pem) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
          .stream()
          .map(X509Certificate.class::cast)
          .findFirst();
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  private static boolean names(X509Certificate certificate, String host) {
    String any = "*" + host.substring(host.indexOf('.'));
    return alternatives(certificate)
        .anyMatch(name -> name.equalsIgnoreCase(host) || name.equalsIgnoreCase(any));
  }

  private static Stream<String> alternatives(X509Certificate certificate) {
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      return all == null
          ? Stream.of()
          : all.stream()
              .filter(name -> name.get(0).equals(DNS_NAME))
              .map(name -> (String) name.get(1));
    } catch (CertificateException e) {
      return Stream.of();
    }
  }
}
