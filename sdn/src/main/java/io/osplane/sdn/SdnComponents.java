package io.osplane.sdn;

import io.osplane.spi.Component;
import io.osplane.spi.ComponentSource;
import java.util.List;

/** The components of this jar. */
public final class SdnComponents implements ComponentSource {
  @Override
  public List<Component<?>> components() {
    return List.of(new Ovn(), new ExternalNetwork(), new Neutron());
  }
}
