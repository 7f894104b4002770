package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.osplane.ControlPlaneSpec;
import io.osplane.Exposure;
import io.osplane.ImageCatalog;
import io.osplane.error.InvalidSpecException;
import io.osplane.error.Violation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaneRulesTest {
  private static ControlPlaneSpec.Builder spec() {
    return ControlPlaneSpec.builder().component(TestSpec.of("db"));
  }

  private static Roster roster(ControlPlaneSpec.Builder spec) {
    return Roster.of(
        spec.build(), Given.PLANE, Given.kinds(List.of(TestComponent.of("db"))), Set.of());
  }

  private static List<String> paths(ControlPlaneSpec.Builder spec) {
    return catchThrowableOfType(InvalidSpecException.class, () -> roster(spec))
        .violations()
        .stream()
        .map(Violation::path)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "a\nb", "käse", "#x", "a: b", "'", "$(id)", "${secret:x}"})
  void region_whenItIsNoWord_isAViolation(String region) {
    assertThat(paths(spec().region(region))).containsExactly("region");
  }

  @Test
  void exposure_whenNothingOfItIsRight_isAViolationEach() {
    assertThat(paths(spec().exposure(new Exposure("", 0, Optional.of("No Secret")))))
        .containsExactly("exposure.domain", "exposure.port", "exposure.certificate");
    assertThat(paths(spec().exposure(Exposure.at("a..b").withPort(70000))))
        .containsExactly("exposure.domain", "exposure.port");
  }

  @ParameterizedTest
  @ValueSource(strings = {"osp/", "/osp", "https://mirror.example", "a b", "mirror.example:x"})
  void registry_whenNoReferenceCanBeginWithIt_isAViolation(String registry) {
    assertThat(paths(spec().images(ImageCatalog.KIT.withRegistry(registry))))
        .containsExactly("images.registry");
  }

  @ParameterizedTest
  @ValueSource(strings = {":", "a b", ".a", "a/b"})
  void tag_whenNoReferenceCanEndWithIt_isAViolation(String tag) {
    assertThat(paths(spec().images(ImageCatalog.KIT.withTag(tag)))).containsExactly("images.tag");
  }

  @Test
  void images_whenExceptionsAndSecretsAreWrong_areViolationsEach() {
    ImageCatalog images =
        ImageCatalog.KIT
            .withImage("galera", "")
            .withImage("keystone", "a b")
            .withPullSecrets(List.of("fine", "Not Fine"));

    assertThat(paths(spec().images(images)))
        .containsExactly(
            "images.overrides[galera]", "images.overrides[keystone]", "images.pullSecrets[1]");
  }

  @Test
  void domain_whenItIsLongerThanDnsAllows_isAViolation() {
    assertThat(paths(spec().clusterDomain("a.".repeat(200_000) + "a")))
        .containsExactly("clusterDomain");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "osp", "mirror.example", "localhost:5000/a/b", "ghcr.io/a_b"})
  void registry_whenItIsUsable_isNoViolation(String registry) {
    ImageCatalog images =
        ImageCatalog.KIT
            .withRegistry(registry)
            .withTag("2025.1-1_a")
            .withImage("galera", "mirror.example:5000/mariadb:11.8@sha256:" + "0".repeat(64))
            .withPullSecrets(List.of("registry.login"));

    assertThat(roster(spec().region("Region-One_1.a").images(images)).entries()).hasSize(1);
  }
}
