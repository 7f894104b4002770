package io.osplane;

import java.util.Optional;

/**
 * Where a secret value comes from; never the value. In YAML a mapping with {@code secret}, and if
 * they are not the usual ones {@code key} and {@code epoch}.
 *
 * @param secret the name of a Kubernetes Secret in the control plane's namespace, which the caller
 *     keeps; empty for a value that Osplane generates
 * @param key the key within its data
 * @param epoch to be raised with each new value in the Secret: what was told the old one is then
 *     told the new one
 */
public record Credential(String secret, String key, int epoch) {
  private static final String PASSWORD = "password";

  /** A value that Osplane generates when it is first needed. */
  public static Credential generated() {
    return new Credential("", PASSWORD, 1);
  }

  /** The value behind a reference, which must be there when it is planned with. */
  public static Credential from(SecretRef ref) {
    return new Credential(ref.name(), ref.key(), ref.epoch());
  }

  /** The values of fields that a spec leaves out. */
  public static Credential defaults() {
    return generated();
  }

  /** Where the caller keeps it; empty if it is generated. */
  public Optional<SecretRef> source() {
    return secret.isEmpty() ? Optional.empty() : Optional.of(new SecretRef(secret, key, epoch));
  }
}
