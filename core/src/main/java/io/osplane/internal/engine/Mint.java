package io.osplane.internal.engine;

import io.osplane.spi.Generate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes the values of Secrets out of chance. Thread-safe. */
final class Mint {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);
  private static final Duration TEN_YEARS = Duration.ofDays(3650);
  private static final int SERIAL_BITS = 128;
  private static final Set<Generate.Value> PAIRED =
      Set.of(Generate.Value.PRIVATE_KEY, Generate.Value.AUTHORITY);

  private final SecureRandom random = new SecureRandom();

  /** The values of one Secret by key; it has at most one pair of keys. */
  Map<String, String> values(Generate task, Instant now) {
    boolean paired = !Collections.disjoint(task.values().values(), PAIRED);
    Optional<KeyPair> keys = paired ? Optional.of(keyPair()) : Optional.empty();
    Map<String, String> made = new TreeMap<>();
    task.values().forEach((key, how) -> made.put(key, value(how, task.secret(), keys, now)));
    return made;
  }

  private String value(Generate.Value how, String secret, Optional<KeyPair> keys, Instant now) {
    return switch (how) {
      case PASSWORD -> password();
      case FERNET_KEY -> fernetKey();
      case PRIVATE_KEY -> pem("PRIVATE KEY", keys.orElseThrow().getPrivate().getEncoded());
      case AUTHORITY -> pem("CERTIFICATE", authority(secret, keys.orElseThrow(), now));
    };
  }

  private String password() {
    StringBuilder password = new StringBuilder();
    random.ints(32, 0, LETTERS.length()).forEach(i -> password.append(LETTERS.charAt(i)));
    return password.toString();
  }

  private String fernetKey() {
    byte[] key = new byte[32];
    random.nextBytes(key);
    return Base64.getUrlEncoder().encodeToString(key);
  }

  private KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has elliptic curve P-256", e);
    }
  }

  /** An authority that signs servers' certificates, and no authorities below it. */
  private byte[] authority(String secret, KeyPair keys, Instant now) {
    X500Name name = new X500Name("CN=Osplane " + secret);
    X509v3CertificateBuilder certificate =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(SERIAL_BITS, random),
            Date.from(now.minus(CLOCKS_DIFFER)),
            Date.from(now.plus(TEN_YEARS)),
            name,
            keys.getPublic());
    try {
      return certificate
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
          .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()))
          .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
          .getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException("a certificate has a form", e);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("every Java signs with elliptic curve P-256", e);
    }
  }

  private static String pem(String what, byte[] content) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }
}
