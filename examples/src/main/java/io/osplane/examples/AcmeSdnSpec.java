package io.osplane.examples;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.SecretRef;

/**
 * What is wanted of Acme SDN.
 *
 * @param name the instance's name
 * @param fabric which of the controller's fabrics the cloud has
 * @param secret the Secret that the controller keeps, with {@code endpoint} and {@code api-key}
 * @param epoch to be raised with each new value in it
 * @param logLevel how much the agents of the hosts tell
 */
// tag::acmeSpec[]
public record AcmeSdnSpec(
    ComponentName name, String fabric, String secret, int epoch, String logLevel)
    implements ComponentSpec {

  public static AcmeSdnSpec of(String fabric) {
    return new AcmeSdnSpec(ComponentName.of("acme"), fabric, "acme-controller", 1, "info");
  }

  /** The values of fields that a YAML spec leaves out. */
  public static AcmeSdnSpec defaults() {
    return of("");
  }

  @Override
  public String kind() {
    return AcmeSdn.KIND;
  }

  /** The same: there is one agent on each host. */
  @Override
  public AcmeSdnSpec withReplicas(int replicas) {
    return this;
  }

  public AcmeSdnSpec withEpoch(int number) {
    return new AcmeSdnSpec(name, fabric, secret, number, logLevel);
  }

  public AcmeSdnSpec withLogLevel(String level) {
    return new AcmeSdnSpec(name, fabric, secret, epoch, level);
  }

  /** Where the controller's value of this key is; never the value. */
  SecretRef key(String key) {
    return new SecretRef(secret, key, epoch);
  }
}
// end::acmeSpec[]
