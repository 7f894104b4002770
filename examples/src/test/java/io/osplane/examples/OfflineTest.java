package io.osplane.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.error.InvalidSpecException;
import io.osplane.spi.Change;
import io.osplane.spi.Plane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the examples say of the library, asked of the library; no cluster is there. */
class OfflineTest {
  private static final String NOWHERE =
      """
      apiVersion: v1
      kind: Config
      current-context: nowhere
      clusters: [{name: nowhere, cluster: {server: 'http://127.0.0.1:1'}}]
      contexts: [{name: nowhere, context: {cluster: nowhere, user: nobody}}]
      users: [{name: nobody, user: {}}]
      """;

  private static ControlPlane open() {
    return ControlPlane.builder()
        .name("prod")
        .kubeconfig(NOWHERE)
        .component(new Bulletin())
        .build();
  }

  @Test
  void stewardsRole_isWhatItsSpecNeeds_andItsBindingNamesIt() throws IOException {
    ControlPlaneSpec spec = ControlPlaneSpec.parse(Files.readString(Path.of("steward/spec.yaml")));
    try (ControlPlane cloud = open()) {
      assertThat(Files.readString(Path.of("steward/role.yaml")))
          .isEqualTo(cloud.requiredRoles(spec).role());
    }
    assertThat(Files.readString(Path.of("steward/steward.yaml"))).contains("name: osplane-prod");
  }

  @Test
  void settings_readTheStewardsSpec_andTheEnvironment() {
    StewardSettings settings =
        StewardSettings.parse(
            List.of("steward/spec.yaml"), Map.of("OSPLANE_NAME", "prod", "OSPLANE_INTERVAL", "5"));
    assertThat(settings.spec().components()).hasSize(4);
    assertThat(settings.namespace()).isEqualTo("prod");
    assertThat(settings.interval()).hasSeconds(5);
    assertThat(settings.isRolesOnly()).isFalse();
  }

  @Test
  void settings_needASpecAndAName() {
    assertThatThrownBy(() -> StewardSettings.parse(List.of("a"), Map.of()))
        .isInstanceOf(UsageException.class);
    assertThatThrownBy(
            () -> StewardSettings.parse(List.of("missing"), Map.of("OSPLANE_NAME", "prod")))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("there is no spec missing");
  }

  @Test
  void bulletin_rendersTheSameTwice_besideTheOthers() {
    ControlPlaneSpec spec = QuickStart.spec().withComponent(BulletinSpec.of("No works planned."));
    try (ControlPlane cloud = open()) {
      assertThat(cloud.render(spec))
          .isEqualTo(cloud.render(spec))
          .contains("name: bulletin-page-", "index.html: No works planned.");
    }
  }

  @Test
  void bulletin_needsKeystone_forItsCatalogueEntry() {
    ControlPlaneSpec spec =
        ControlPlaneSpec.builder().component(BulletinSpec.of("No works planned.")).build();
    try (ControlPlane cloud = open()) {
      assertThatThrownBy(() -> cloud.render(spec))
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("claims IDENTITY 'bulletin', which nobody provides");
    }
  }

  @Test
  void bulletin_saysTheViolation_whenItsTextIsEmpty() {
    ControlPlaneSpec spec = QuickStart.spec().withComponent(BulletinSpec.defaults());
    try (ControlPlane cloud = open()) {
      assertThatThrownBy(() -> cloud.render(spec))
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("components[bulletin].text: is empty");
    }
  }

  @Test
  void bulletin_hasNothingToDo_whenItGoes() {
    ControlPlaneSpec spec = QuickStart.spec();
    Plane plane =
        new Plane("prod", "prod", spec.release(), spec.size(), spec.region(), spec.images());
    Change<BulletinSpec> removal =
        new Change<>(
            plane,
            Optional.of(plane),
            Optional.of(BulletinSpec.of("old")),
            Optional.empty(),
            claim -> claim);
    assertThat(removal.spec().name()).isEqualTo(ComponentName.of("bulletin"));
    assertThat(new Bulletin().recipe(removal)).isEmpty();
  }
}
