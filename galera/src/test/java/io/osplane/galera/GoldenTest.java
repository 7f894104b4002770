package io.osplane.galera;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.Size;
import io.osplane.spi.Apply;
import io.osplane.spi.Change;
import io.osplane.spi.Plane;
import io.osplane.spi.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rendered bytes are part of the contract; {@code -Dgolden=write} accepts new ones. */
class GoldenTest {
  private static final Plane PLANE =
      new Plane("prod", "cloud", Release.of("2025.1"), Size.TINY, "RegionOne", ImageCatalog.KIT);

  /** All that the recipe of a new cluster renders, as text. */
  private static String rendered(GaleraSpec spec) {
    Change<GaleraSpec> change =
        new Change<>(
            PLANE,
            Optional.empty(),
            Optional.empty(),
            Optional.of(spec),
            claim -> {
              throw new IllegalStateException("galera claims nothing, and asks for " + claim);
            });
    StringBuilder text = new StringBuilder();
    for (Task task : new Galera().recipe(change)) {
      text.append("# ").append(task.phase()).append(' ').append(task.name());
      text.append(" needs ").append(task.needs().tasks()).append('\n');
      if (task instanceof Apply apply) {
        apply.objects().forEach(o -> text.append(Serialization.asYaml(o)));
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void recipe_always_rendersTheGoldenBytes(int replicas) throws IOException {
    String rendered = rendered(GaleraSpec.of(replicas));
    String file = "galera-%d.yaml".formatted(replicas);
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(Path.of("src/test/resources/golden", file), rendered);
    }
    assertThat(rendered).isEqualTo(golden(file));
  }

  @Test
  void recipe_whenRenderedTwice_isTheSame() {
    GaleraSpec spec =
        GaleraSpec.of(5).withOption("sort_buffer_size", "1M").withOption("back_log", "99");

    assertThat(rendered(spec)).isEqualTo(rendered(spec));
  }

  private static String golden(String file) throws IOException {
    if ("write".equals(System.getProperty("golden"))) {
      return Files.readString(Path.of("src/test/resources/golden", file));
    }
    try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/" + file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
