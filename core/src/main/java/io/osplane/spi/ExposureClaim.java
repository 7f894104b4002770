package io.osplane.spi;

import io.osplane.ComponentName;
import java.util.Optional;

/**
 * A claim that a Service is reached from outside, under its name in the domain of the control
 * plane's {@link io.osplane.Exposure}.
 *
 * @param name the Service's name
 * @param port the Service's port, where HTTP is spoken
 * @param from the provider; empty for the only one
 */
public record ExposureClaim(String name, int port, Optional<ComponentName> from)
    implements Claim<ExposureClaim.Binding> {
  /**
   * How it is reached.
   *
   * @param url the URL outside, without a path
   */
  public record Binding(String url) {}

  public static ExposureClaim of(String service, int port) {
    return new ExposureClaim(service, port, Optional.empty());
  }

  /** The answer that follows from the domain, whoever gives it. */
  public Binding in(Plane plane) {
    return new Binding(plane.exposure().orElseThrow().url(name));
  }

  @Override
  public Capability<Binding> capability() {
    return Capability.EXPOSURE;
  }
}
