package io.osplane.sdn;

import io.osplane.SecretRef;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is taken out of a Kubernetes Secret that a vendor keeps: how its controller is reached, and
 * the keys to it. Values go to Neutron's own Secrets, and nowhere else.
 *
 * @param name the Secret's name, in the control plane's namespace; empty for none
 * @param epoch to be raised with each new value in it: Neutron then takes it
 * @param options keys by section and option of Neutron's configuration
 * @param files keys by the absolute path at which Neutron finds the value as a file
 */
public record VendorSecret(
    String name, int epoch, Map<String, Map<String, String>> options, Map<String, String> files) {

  /** Sorts what is taken, so that rendering is deterministic. */
  public VendorSecret {
    options = ExternalNetworkSpec.sorted(options);
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /** A Secret of this name, in its first epoch; nothing is taken of it yet. */
  public static VendorSecret named(String name) {
    return new VendorSecret(name, 1, Map.of(), Map.of());
  }

  /** The values of fields that a spec leaves out. */
  public static VendorSecret defaults() {
    return named("");
  }

  public VendorSecret withEpoch(int number) {
    return new VendorSecret(name, number, options, files);
  }

  /** A copy of which one more option of Neutron is taken. */
  public VendorSecret withOption(String section, String option, String key) {
    return new VendorSecret(
        name, epoch, ExternalNetworkSpec.with(options, section, option, key), files);
  }

  /** A copy of which one more file of Neutron is taken. */
  public VendorSecret withFile(String path, String key) {
    Map<String, String> more = new TreeMap<>(files);
    more.put(path, key);
    return new VendorSecret(name, epoch, options, more);
  }

  /** Where the value of a key is. */
  SecretRef ref(String key) {
    return new SecretRef(name, key, epoch);
  }
}
