package io.osplane.openstack;

import io.osplane.service.ApiService;
import io.osplane.spi.Component;
import io.osplane.spi.ComponentSource;
import java.util.List;

/** The components of this jar. */
public final class OpenStackComponents implements ComponentSource {
  @Override
  public List<Component<?>> components() {
    return List.of(
        new Keystone(),
        new Memcached(),
        new Edge(),
        new Ingresses(),
        service(OpenStack.GLANCE),
        service(OpenStack.BARBICAN),
        service(OpenStack.HEAT),
        service(OpenStack.HORIZON),
        service(OpenStack.CINDER));
  }

  private static Component<?> service(String kind) {
    return ApiService.of(kind, OpenStackComponents.class);
  }
}
