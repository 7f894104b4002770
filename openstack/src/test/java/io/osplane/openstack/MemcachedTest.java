package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.spi.CacheClaim;
import io.osplane.spi.Component;
import io.osplane.spi.ComponentSource;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Provision;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class MemcachedTest {
  private final Memcached memcached = new Memcached();

  @Test
  void provide_always_listsEveryServerInOrder() {
    Provision<?> provision =
        memcached.provide(CacheClaim.of("keystone"), MemcachedSpec.of(2), Given.PLANE);
    assertThat(provision.binding())
        .isEqualTo(
            new CacheClaim.Binding(
                List.of("memcached-0.memcached:11211", "memcached-1.memcached:11211")));
    assertThat(provision.tasks()).isEmpty();
  }

  @Test
  void provide_whenAskedForAnythingElse_refuses() {
    assertThatThrownBy(
            () -> memcached.provide(IdentityClaim.of("x"), MemcachedSpec.of(2), Given.PLANE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void components_always_areFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(ComponentSource.class))
        .flatMap(ComponentSource::components)
        .extracting(Component::kind)
        .contains("keystone", "memcached");
  }
}
