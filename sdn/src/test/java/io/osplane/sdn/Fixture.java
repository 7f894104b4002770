package io.osplane.sdn;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.SecretRef;
import io.osplane.Size;
import io.osplane.spi.Change;
import io.osplane.spi.Manifests;
import io.osplane.spi.MetadataClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The control plane that the tests render for, and what real members once said. */
final class Fixture {
  static final Plane PLANE =
      new Plane("prod", "cloud", Release.of("2025.1"), Size.TINY, "RegionOne", ImageCatalog.KIT);

  /** The cluster that the recorded members belong to. */
  static final String CLUSTER = "45f374e5-67a7-46d9-be50-e185c5992bfe";

  /** The Nova that guests ask about themselves. */
  static final MetadataClaim.Binding NOVA =
      new MetadataClaim.Binding(
          "nova-metadata.cloud.svc", 8775, SecretRef.of("nova-metadata", "secret"));

  private Fixture() {}

  static List<Task> recipe(Optional<OvnSpec> before, Optional<OvnSpec> after) {
    Change<OvnSpec> change =
        new Change<>(PLANE, before.map(b -> PLANE), before, after, claim -> NOVA);
    return new Ovn().recipe(change);
  }

  static <T extends Task> T task(List<Task> tasks, String name, Class<T> type) {
    return tasks.stream()
        .filter(t -> t.name().equals(name))
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  /** What a member once said, recorded from OVN 25.03. */
  static String said(String what) {
    try (InputStream in = Fixture.class.getResourceAsStream("/status/" + what + ".txt")) {
      return new String(Objects.requireNonNull(in, what).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Report report(int ordinal, String what) {
    return Report.parse("ovn-nb-" + ordinal, said(what));
  }

  static Pod pod(String name, String role, String node, boolean isReady) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels(Manifests.COMPONENT, "ovn")
        .addToLabels(Manifests.ROLE, role)
        .endMetadata()
        .withNewSpec()
        .withNodeName(node)
        .endSpec()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus(isReady ? "True" : "False")
        .endCondition()
        .addNewContainerStatus()
        .withNewState()
        .withNewRunning()
        .endRunning()
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }
}
