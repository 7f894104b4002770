package io.osplane.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.osplane.Size;
import io.osplane.spi.Apply;
import io.osplane.spi.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderingTest {
  @ParameterizedTest
  @CsvSource({"TINY, 3", "MEDIUM, 1"})
  void recipe_whenNew_rendersTheGoldenFile(Size size, int replicas) throws IOException {
    String file = "recipe-%s-%d.yaml".formatted(size, replicas).toLowerCase(Locale.ROOT);
    String rendered = render(size, RabbitMqSpec.of(replicas));
    // Kept, so that a wanted change can be reviewed and copied.
    Files.createDirectories(Path.of("target/rendered"));
    Files.writeString(Path.of("target/rendered", file), rendered);

    assertThat(rendered).isEqualTo(golden(file));
  }

  @Test
  void recipe_whenRenderedTwice_isTheSame() {
    RabbitMqSpec spec =
        RabbitMqSpec.of(5).withOption("channel_max", "2047").withOption("channel_min", "1");

    assertThat(render(Size.SMALL, spec)).isEqualTo(render(Size.SMALL, spec));
  }

  @Test
  void configMap_whenOnlyTheMembersChange_keepsItsName() {
    assertThat(rollingName(RabbitMqSpec.of(3))).isEqualTo(rollingName(RabbitMqSpec.of(5)));
  }

  @Test
  void configMap_whenAnOptionChanges_getsAnotherName() {
    assertThat(rollingName(RabbitMqSpec.of(3)))
        .isNotEqualTo(rollingName(RabbitMqSpec.of(3).withOption("channel_max", "9")));
  }

  @Test
  void option_whenGiven_endsTheConfiguration() {
    assertThat(rolling(RabbitMqSpec.of(3).withOption("channel_max", "9")).getData())
        .hasEntrySatisfying("rabbitmq.conf", c -> assertThat(c).endsWith("\nchannel_max = 9\n"));
  }

  @Test
  void memory_whenTiny_leavesAFifthOfTheLimit() {
    assertThat(rolling(RabbitMqSpec.of(3)).getData().get("rabbitmq.conf"))
        .contains("total_memory_available_override_value = 429496729\n");
  }

  /** It is kept in memory too, several times at worst. */
  @Test
  void log_whenTiny_isAThirtySecondOfTheLimit() {
    assertThat(rolling(RabbitMqSpec.of(3)).getData().get("rabbitmq.conf"))
        .contains("raft.wal_max_size_bytes = 16777216\n");
  }

  @Test
  void diskFree_whenStorageIsSmall_isAFifthOfIt() {
    assertThat(rolling(RabbitMqSpec.of(3).withStorage("1Gi")).getData().get("rabbitmq.conf"))
        .contains("disk_free_limit.absolute = 214748364\n");
  }

  private static String rollingName(RabbitMqSpec spec) {
    return rolling(spec).getMetadata().getName();
  }

  private static ConfigMap rolling(RabbitMqSpec spec) {
    List<Task> tasks = Fixture.recipe(Size.TINY, Optional.empty(), spec);
    return Fixture.task(tasks, "config", Apply.class).objects().stream()
        .filter(ConfigMap.class::isInstance)
        .map(ConfigMap.class::cast)
        .filter(c -> Boolean.TRUE.equals(c.getImmutable()))
        .findFirst()
        .orElseThrow();
  }

  private static String render(Size size, RabbitMqSpec spec) {
    return Fixture.recipe(size, Optional.empty(), spec).stream()
        .map(RenderingTest::render)
        .collect(Collectors.joining());
  }

  private static String render(Task task) {
    String head =
        "# %s %s %s after %s\n"
            .formatted(
                task.getClass().getSimpleName(), task.name(), task.phase(), task.needs().tasks());
    if (task instanceof Apply apply) {
      return apply.objects().stream()
              .map(o -> Serialization.asYaml(o))
              .collect(Collectors.joining("", head, ""))
          + apply.secrets().stream()
              .map(s -> "# secret " + s.name() + "\n" + Serialization.asYaml(s.files()))
              .collect(Collectors.joining());
    }
    return head;
  }

  private static String golden(String file) throws IOException {
    try (var in = RenderingTest.class.getResourceAsStream(file)) {
      return in == null
          ? "there is no " + file
          : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
