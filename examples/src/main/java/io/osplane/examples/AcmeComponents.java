package io.osplane.examples;

import io.osplane.spi.Component;
import io.osplane.spi.ComponentSource;
import java.util.List;

/** The components of the vendor's jar, which {@code META-INF/services} names. */
public final class AcmeComponents implements ComponentSource {
  @Override
  public List<Component<?>> components() {
    return List.of(new AcmeSdn());
  }
}
