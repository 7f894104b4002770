package io.osplane.rabbitmq;

import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.Size;
import io.osplane.spi.Change;
import io.osplane.spi.Plane;
import io.osplane.spi.Task;
import java.util.List;
import java.util.Optional;

/** The control plane that the tests render for. */
final class Fixture {
  private Fixture() {}

  static Plane plane(Size size) {
    return new Plane("prod", "osp", Release.of("2025.1"), size, "RegionOne", ImageCatalog.KIT);
  }

  static List<Task> recipe(Size size, Optional<RabbitMqSpec> before, RabbitMqSpec after) {
    return recipe(size, before, Optional.of(after));
  }

  static List<Task> recipe(Size size, Optional<RabbitMqSpec> before, Optional<RabbitMqSpec> after) {
    Plane plane = plane(size);
    return new RabbitMq()
        .recipe(
            new Change<>(
                plane,
                before.map(b -> plane),
                before,
                after,
                claim -> {
                  throw new AssertionError("the bus claims nothing");
                }));
  }

  static <T extends Task> T task(List<Task> tasks, String name, Class<T> type) {
    return tasks.stream()
        .filter(t -> t.name().equals(name))
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }
}
