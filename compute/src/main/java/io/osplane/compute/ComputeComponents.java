package io.osplane.compute;

import io.osplane.service.ApiService;
import io.osplane.spi.Component;
import io.osplane.spi.ComponentSource;
import java.util.List;

/** The components of this jar. */
public final class ComputeComponents implements ComponentSource {
  @Override
  public List<Component<?>> components() {
    return List.of(
        ApiService.of("placement", ComputeComponents.class),
        new Nova(),
        new Hosts(),
        new FakeHosts());
  }
}
