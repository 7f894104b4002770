package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.compute.ComputeSpec;
import io.osplane.compute.FakeHosts;
import io.osplane.compute.FakeHostsSpec;
import io.osplane.compute.Hosts;
import io.osplane.compute.Nova;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rendered bytes are part of the contract; {@code -Dgolden=write} accepts new ones. */
class GoldenTest {
  private static final Keystone KEYSTONE = new Keystone();

  private static List<Task> recipe(String golden) {
    ApiServiceSpec spec = OpenStack.keystone(2);
    return switch (golden) {
      case "keystone-new" -> KEYSTONE.recipe(Given.fresh(spec));
      case "keystone-upgrade" ->
          KEYSTONE.recipe(
              Given.upgrade(
                  Given.PLANE,
                  Given.plane("2026.1", Given.PLANE.images().withTag("2026.1")),
                  spec,
                  spec));
      case "compute-new" ->
          new Hosts()
              .recipe(
                  Given.fresh(
                      ComputeSpec.defaults()
                          .withGroup("dpdk")
                          .withOption("libvirt", "cpu_mode", "host-passthrough")));
      case "edge-new" -> new Edge().recipe(Given.exposed(EdgeSpec.of(2)));
      case "fake-hosts-new" ->
          new FakeHosts()
              .recipe(
                  Given.fresh(
                      FakeHostsSpec.of(50).withOption("DEFAULT", "ram_allocation_ratio", "1.5")));
      case "nova-new" -> new Nova().recipe(Given.fresh(OpenStack.nova(2)));
      case "nova-rotated" ->
          new Nova().recipe(Given.change(OpenStack.nova(2), OpenStack.nova(2).withEpoch(2)));
      case "neutron-new" ->
          Given.service(OpenStack.NEUTRON).recipe(Given.fresh(OpenStack.neutron(2)));
      case "barbican-new", "cinder-new", "heat-new", "horizon-new" -> {
        String kind = golden.replace("-new", "");
        yield Given.service(kind).recipe(Given.fresh(ApiServiceSpec.of(kind, 2)));
      }
      case "memcached-new" -> new Memcached().recipe(Given.fresh(MemcachedSpec.of(3)));
      default -> throw new IllegalArgumentException(golden);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "barbican-new",
        "cinder-new",
        "compute-new",
        "edge-new",
        "heat-new",
        "horizon-new",
        "fake-hosts-new",
        "keystone-new",
        "keystone-upgrade",
        "memcached-new",
        "neutron-new",
        "nova-new",
        "nova-rotated"
      })
  void recipe_always_rendersTheGoldenBytes(String golden) throws IOException {
    String rendered = Given.rendered(recipe(golden));
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(Path.of("src/test/resources/golden", golden + ".yaml"), rendered);
    }
    assertThat(rendered).isEqualTo(golden(golden));
  }

  @Test
  void recipe_whenRenderedTwice_isTheSame() {
    assertThat(Given.rendered(recipe("keystone-new")))
        .isEqualTo(Given.rendered(recipe("keystone-new")));
  }

  private static String golden(String name) throws IOException {
    Path written = Path.of("src/test/resources/golden", name + ".yaml");
    if ("write".equals(System.getProperty("golden"))) {
      return Files.readString(written);
    }
    try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/" + name + ".yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
