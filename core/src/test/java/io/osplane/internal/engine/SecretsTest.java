package io.osplane.internal.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.temporal.ChronoUnit.DAYS;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.ComponentName;
import io.osplane.SecretRef;
import io.osplane.error.RefusedException;
import io.osplane.error.RejectedException;
import io.osplane.spi.Generate;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private static final String SECRETS = "/api/v1/namespaces/ns/secrets/";
  private final ApiDouble api = new ApiDouble();

  @AfterEach
  void end() {
    api.close();
  }

  @Test
  void password_is32LettersAndDigits() {
    generate("made", Map.of("password", Generate.Value.PASSWORD));

    assertThat(value("made", "password")).matches("[A-Za-z0-9]{32}");
  }

  @Test
  void fernetKey_is32BytesInUrlSafeBase64() {
    generate("made", Map.of("key", Generate.Value.FERNET_KEY));

    String key = value("made", "key");
    assertThat(key).hasSize(44);
    assertThat(Base64.getUrlDecoder().decode(key)).hasSize(32);
  }

  @Test
  void privateKey_isOneOfACurveInPem() throws GeneralSecurityException {
    generate("made", Map.of("ca.key", Generate.Value.PRIVATE_KEY));

    String pem = value("made", "ca.key");
    assertThat(pem.lines())
        .startsWith("-----BEGIN PRIVATE KEY-----")
        .allMatch(l -> l.length() < 65);
    assertThat(pem).endsWith("\n-----END PRIVATE KEY-----\n");
    assertThat(key(pem).getParams().getCurve().getField().getFieldSize()).isEqualTo(256);
  }

  @Test
  void privateKeys_ofTwoSecrets_areDifferent() throws GeneralSecurityException {
    generate("one", Map.of("ca.key", Generate.Value.PRIVATE_KEY));
    generate("two", Map.of("ca.key", Generate.Value.PRIVATE_KEY));

    assertThat(key(value("one", "ca.key")).getS()).isNotEqualTo(key(value("two", "ca.key")).getS());
  }

  @Test
  void privateKey_inWhateverFormATextHasIt_isTakenOut() {
    generate("made", Map.of("ca.key", Generate.Value.PRIVATE_KEY));
    String pem = value("made", "ca.key");
    String text = pem + Desired.base64(pem) + pem.strip() + pem.replace("\n", "\\n");

    assertThat(redact(text)).doesNotContain(pem.lines().toList().get(1));
    assertThat(redact("openssl: bad line " + pem.lines().toList().get(1)))
        .isEqualTo("openssl: bad line (secret)");
  }

  @Test
  void privateKey_whenItCannotBeWritten_isInNoException() {
    api.script(
        r ->
            r.method().equals("POST")
                ? Optional.of(new ApiDouble.Reply(422, ApiDouble.status("Invalid")))
                : Optional.empty());

    assertThatThrownBy(() -> generate("made", Map.of("ca.key", Generate.Value.PRIVATE_KEY)))
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("made")
        .hasMessageNotContaining(Desired.base64("-----BEGIN PRIVATE KEY").substring(0, 20))
        .hasMessageNotContaining("PRIVATE KEY");
  }

  @Test
  void authority_signsWithTheKeyBesideIt_forTenYears() throws Exception {
    generate("made", Generate.authority("made").values());

    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(value("made", "ca.crt").getBytes(US_ASCII)));
    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getBasicConstraints()).isZero();
    assertThat(certificate.getNotAfter().toInstant())
        .isBetween(Instant.now().plus(3640, DAYS), Instant.now().plus(3651, DAYS));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key(value("made", "tls.key")));
    signature.update(new byte[] {1, 2, 3});
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(new byte[] {1, 2, 3});
    assertThat(signature.verify(signed)).isTrue();
  }

  private static ECPrivateKey key(String pem) throws GeneralSecurityException {
    String base64 = pem.lines().filter(line -> !line.startsWith("--")).collect(joining());
    return (ECPrivateKey)
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }

  @Test
  void values_areAllDifferent() {
    Map<String, Generate.Value> wanted = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      wanted.put("key-" + i, i % 2 == 0 ? Generate.Value.PASSWORD : Generate.Value.FERNET_KEY);
    }

    generate("made", wanted);

    Set<String> values = new HashSet<>();
    api.stored(SECRETS + "made").orElseThrow().path("data").forEach(v -> values.add(v.asText()));
    assertThat(values).hasSize(40);
  }

  @Test
  void generate_whenItIsThere_keepsTheValue() {
    put("made", "password", "the-old-one");

    generate("made", Map.of("password", Generate.Value.PASSWORD));

    assertThat(value("made", "password")).isEqualTo("the-old-one");
  }

  @Test
  void generated_survivesARemoval() {
    generate("made", Map.of("password", Generate.Value.PASSWORD));

    assertThat(api.stored(SECRETS + "made").orElseThrow().at("/metadata/labels/osplane.io~1keep"))
        .hasToString("\"true\"");
  }

  @Test
  void reveal_whenTheWatchHasNotShownIt_asksTheServer() {
    Secrets secrets = Situations.look(api).secrets();
    put("late", "password", "päss");

    assertThat(secrets.reveal(SecretRef.of("late", "password"))).isEqualTo("päss");
  }

  @Test
  void reveal_whenTheKeyIsMissing_isRefusedAndNamesIt() {
    put("made", "password", "secret-value");
    Secrets secrets = Situations.look(api).secrets();

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> secrets.reveal(SecretRef.of("made", "other")))
        .withMessageContaining("Secret made key other")
        .withMessageNotContaining("secret-value");
  }

  @Test
  void redact_takesOutValuesAndTheirBase64() {
    put("made", "password", "s3cret-value");
    String base64 = Desired.base64("s3cret-value");

    assertThat(redact("login s3cret-value, " + base64 + "; s3cret-values"))
        .isEqualTo("login (secret), (secret); (secret)s");
  }

  @Test
  void redact_whenOneValueIsPartOfAnother_leavesNothingOfTheLonger() {
    put("one", "a", "password1");
    put("two", "b", "password1-and-more");

    assertThat(redact("x password1-and-more y password1 z")).isEqualTo("x (secret) y (secret) z");
  }

  @Test
  void redact_whenAValueLooksLikeAPattern_takesItLiterally() {
    put("made", "password", "a.*$1\\(b)[c");

    assertThat(redact("is a.*$1\\(b)[c here")).isEqualTo("is (secret) here");
  }

  @Test
  void redact_whenThereIsNoSecret_leavesTheText() {
    assertThat(redact("nothing to hide")).isEqualTo("nothing to hide");
  }

  private String redact(String text) {
    return Situations.look(api).secrets().redact(text);
  }

  private void generate(String name, Map<String, Generate.Value> values) {
    Situation now = Situations.look(api);
    ObjectNode bare = now.desired().secret(ComponentName.of("db"), "prod", name);
    now.secrets().generate(bare, new Generate(name, values));
  }

  private String value(String name, String key) {
    return Situations.look(api).secrets().reveal(SecretRef.of(name, key));
  }

  private void put(String name, String key, String value) {
    api.store(SECRETS + name, "{\"data\":{\"%s\":\"%s\"}}".formatted(key, Desired.base64(value)));
  }
}
