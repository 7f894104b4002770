package io.osplane.galera;

import io.osplane.spi.Component;
import io.osplane.spi.ComponentSource;
import java.util.List;

/** Makes {@link Galera} known. */
public final class GaleraSource implements ComponentSource {
  @Override
  public List<Component<?>> components() {
    return List.of(new Galera());
  }
}
