package io.osplane.spi;

import io.osplane.SecretRef;
import io.osplane.plan.Phase;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Secret with generated values: created only, never overwritten, never compared.
 *
 * @param secret the Secret's name, and the task's
 * @param values what to generate by key
 * @param epoch of the values
 */
public record Generate(String secret, Map<String, Value> values, int epoch) implements Task {
  /** Kinds of generated values. */
  public enum Value {
    /** 32 letters and digits. */
    PASSWORD,
    /** 32 random bytes in URL-safe base64, as Fernet wants. */
    FERNET_KEY,
    /** The private key of an elliptic curve, P-256, as PKCS #8 in PEM. */
    PRIVATE_KEY,
    /**
     * The certificate, in PEM, of an authority whose private key is the value {@link
     * #AUTHORITY_KEY} of the same Secret; good for ten years.
     */
    AUTHORITY
  }

  /** The key of an authority's private key. */
  public static final String AUTHORITY_KEY = "tls.key";

  /** The key of an authority's certificate. */
  public static final String AUTHORITY_CERTIFICATE = "ca.crt";

  public Generate {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** Values that are never rotated. */
  public Generate(String secret, Map<String, Value> values) {
    this(secret, values, 1);
  }

  /** A Secret with one generated password under the key {@code password}. */
  public static Generate password(String secret) {
    return password(secret, 1);
  }

  /**
   * The same of one epoch: each has a Secret of its own.
   *
   * @param secret the Secret's name in the first epoch
   */
  public static Generate password(String secret, int epoch) {
    return new Generate(Claim.inEpoch(secret, epoch), Map.of("password", Value.PASSWORD), epoch);
  }

  /** A Secret with an authority that signs certificates. */
  public static Generate authority(String secret) {
    return new Generate(
        secret, Map.of(AUTHORITY_KEY, Value.PRIVATE_KEY, AUTHORITY_CERTIFICATE, Value.AUTHORITY));
  }

  /** The reference of a value. */
  public SecretRef ref(String key) {
    return new SecretRef(secret, key, epoch);
  }

  @Override
  public String name() {
    return secret;
  }

  @Override
  public Phase phase() {
    return Phase.EXPAND;
  }

  @Override
  public Needs needs() {
    return Needs.none();
  }
}
