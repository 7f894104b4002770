package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.Size;
import io.osplane.spi.Apply;
import io.osplane.spi.Change;
import io.osplane.spi.MetadataClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rendered bytes are part of the contract; {@code -Dgolden=write} accepts new ones. */
class GoldenTest {
  private static final Plane PLANE =
      new Plane("prod", "cloud", Release.of("2025.1"), Size.TINY, "RegionOne", ImageCatalog.KIT);

  /** All that the recipe of a new cluster renders, as text. */
  private static String rendered(OvnSpec spec, MetadataClaim.@Nullable Binding nova) {
    Change<OvnSpec> change =
        new Change<>(PLANE, Optional.empty(), Optional.empty(), Optional.of(spec), claim -> nova);
    StringBuilder text = new StringBuilder();
    for (Task task : new Ovn().recipe(change)) {
      text.append("# ").append(task.phase()).append(' ').append(task.name());
      text.append(" needs ").append(task.needs().tasks()).append('\n');
      if (task instanceof Apply apply) {
        apply.objects().forEach(o -> text.append(Serialization.asYaml(o)));
        apply.secrets().forEach(s -> text.append("# Secret ").append(s.name()).append(s.files()));
      }
    }
    return text.toString();
  }

  @Test
  void recipe_ofOneMemberWithoutNova_rendersTheGoldenBytes() throws IOException {
    assertGolden("ovn-1.yaml", rendered(OvnSpec.of(1), null));
  }

  @Test
  void recipe_ofThreeMembersWithGateways_rendersTheGoldenBytes() throws IOException {
    OvnSpec spec =
        OvnSpec.of(3)
            .withStorage("2Gi")
            .withStorageClass("fast")
            .withDatapath(Datapath.USERSPACE)
            .withTunnelInterface("eth1")
            .withBridgeMapping("public", "br-ex")
            .withBridgeMapping("campus", "eth2")
            .withGatewayGroup("edge");
    assertGolden("ovn-3.yaml", rendered(spec, Fixture.NOVA));
  }

  @Test
  void recipe_whenRenderedTwice_isTheSame() {
    assertThat(rendered(OvnSpec.of(5), Fixture.NOVA))
        .isEqualTo(rendered(OvnSpec.of(5), Fixture.NOVA));
  }

  private static void assertGolden(String file, String rendered) throws IOException {
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(Path.of("src/test/resources/golden", file), rendered);
    }
    assertThat(rendered).isEqualTo(golden(file));
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
