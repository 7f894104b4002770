package io.osplane.sdn;

import io.osplane.spi.Component;
import io.osplane.spi.ComponentSource;
import java.util.List;

/** Makes {@link Ovn} known. */
public final class OvnSource implements ComponentSource {
  @Override
  public List<Component<?>> components() {
    return List.of(new Ovn());
  }
}
