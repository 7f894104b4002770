package io.osplane;

/**
 * A reference to one value in a Kubernetes Secret; never the value.
 *
 * @param name the Secret's name, in the control plane's namespace
 * @param key the key within its data
 * @param epoch rises by one with each rotation; it travels in pod templates and plans instead of a
 *     hash of the value
 */
public record SecretRef(String name, String key, int epoch) {
  /** The first epoch of a value. */
  public static SecretRef of(String name, String key) {
    return new SecretRef(name, key, 1);
  }

  @Override
  public String toString() {
    return "Secret " + name + " key " + key + " epoch " + epoch;
  }
}
