package io.osplane.internal.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ComponentName;
import io.osplane.ControlPlaneSpec;
import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpecCodecTest {
  private static final String BRIEF =
      """
      release: "2025.1"
      size: TINY
      region: RegionOne
      images:
        registry: mirror.example:5000/osp
      components:
      - kind: store
        name: store
        replicas: 5
        storage: 50Gi
      - kind: keystone
        name: keystone
        replicas: 3
        config:
          debug: "true"
          workers: "4"
      """;

  @Test
  void read_whenFieldsAreMissing_takesDefaults() {
    assertThat(Codecs.CODEC.read("{}")).isEqualTo(ControlPlaneSpec.builder().build());
  }

  @Test
  void read_whenFieldsAreGiven_overridesDefaults() {
    ControlPlaneSpec spec = Codecs.CODEC.read(BRIEF);
    assertThat(spec.size()).isEqualTo(Size.TINY);
    assertThat(spec.images()).isEqualTo(ImageCatalog.KIT.withRegistry("mirror.example:5000/osp"));
    assertThat(spec.component(ComponentName.of("keystone")))
        .contains(keystone(Map.of("debug", "true", "workers", "4")));
    assertThat((StoreSpec) spec.components().get(0))
        .returns(5, StoreSpec::replicas)
        .returns("50Gi", StoreSpec::storage)
        .returns(StoreSpec.defaults().backup(), StoreSpec::backup);
  }

  @Test
  void read_whenNestedRecordIsGivenInPart_takesTheRestFromTheOwnersDefaults() {
    assertThat(store("backup: {keep: 2}").backup())
        .isEqualTo(new StoreSpec.Backup(2, "@weekly", Optional.empty()));
  }

  @Test
  void read_whenNestedRecordHasNoOwnersDefault_takesTheRestFromItsOwnDefaults() {
    assertThat(store("archive: {keep: 2}").archive())
        .contains(new StoreSpec.Backup(2, "@daily", Optional.of("backups")));
  }

  @Test
  void read_whenOptionalIsNull_takesTheDefaultAway() {
    assertThat(store("port: null").port()).isEmpty();
    assertThat(store("port: 1").port()).contains(1);
    assertThat(store("tls: false").port()).contains(3306);
  }

  @Test
  void read_whenKindsShareASpecType_givesEachItsKind() {
    assertThat(
            Codecs.CODEC
                .read(
                    """
                    components:
                    - {kind: glance, name: glance, replicas: 1, config: {}}
                    - {kind: keystone, name: keystone, replicas: 3, config: {}}
                    """)
                .components())
        .containsExactly(
            new ApiSpec("glance", ComponentName.of("glance"), 1, Map.of()), keystone(Map.of()));
  }

  @Test
  void read_whenTextIsJson_readsWhatYamlWouldNot() {
    String json = "{\n\t\"region\": \"a\\/b \\ud83d\\ude00\",\n\t\"components\": []\n}";
    assertThat(Codecs.CODEC.read(json).region()).isEqualTo("a/b \ud83d\ude00");
  }

  @Test
  void read_whenYamlBeginsLikeJson_readsYaml() {
    assertThat(Codecs.CODEC.read("{region: here}").region()).isEqualTo("here");
  }

  @Test
  void toYaml_whenFieldsEqualDefaults_leavesThemOut() {
    assertThat(Codecs.CODEC.toYaml(Codecs.CODEC.read(BRIEF))).isEqualTo(BRIEF);
  }

  @Test
  void toYaml_whenNothingDiffers_writesWhatTellsControlPlanesApart() {
    ControlPlaneSpec spec =
        ControlPlaneSpec.builder()
            .release(Release.of("2025.1"))
            .components(List.of(StoreSpec.defaults()))
            .build();
    assertThat(Codecs.CODEC.toYaml(spec))
        .isEqualTo(
            """
            release: "2025.1"
            size: SMALL
            region: RegionOne
            components:
            - kind: store
              name: store
              replicas: 3
            """);
  }

  @Test
  void ofInstalledComponents_whenThereAreNone_readsASpecWithoutComponents() {
    assertThat(SpecCodec.ofInstalledComponents().read("region: here").region()).isEqualTo("here");
  }

  private static ApiSpec keystone(Map<String, String> config) {
    return new ApiSpec("keystone", ComponentName.of("keystone"), 3, config);
  }

  private static StoreSpec store(String field) {
    return (StoreSpec)
        Codecs.CODEC.read("components:\n- kind: store\n  " + field).components().get(0);
  }
}
