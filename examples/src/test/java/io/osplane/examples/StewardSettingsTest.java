package io.osplane.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.openstack.OpenStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StewardSettingsTest {
  @TempDir Path folder;
  private Path spec;

  @BeforeEach
  void write() throws Exception {
    spec = folder.resolve("spec.yaml");
    Files.writeString(spec, OpenStack.identity(3).build().toYaml());
  }

  private StewardSettings settings(Map<String, String> environment) {
    return StewardSettings.parse(List.of(spec.toString()), environment);
  }

  @Test
  void whatIsNotGiven_hasItsDefault() {
    StewardSettings settings = settings(Map.of("OSPLANE_NAME", "prod"));

    assertThat(settings.namespace()).isEqualTo("prod");
    assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.isRolesOnly()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"Prod!, prod", "prod, Prod!"})
  void namesThatAreNone_areBadUse_notADefect(String name, String namespace) {
    StewardSettings settings =
        settings(Map.of("OSPLANE_NAME", name, "OSPLANE_NAMESPACE", namespace));

    assertThatThrownBy(settings::open)
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("Prod!");
  }

  @Test
  void intervalThatIsNoNumber_isBadUse() {
    assertThatThrownBy(() -> settings(Map.of("OSPLANE_NAME", "prod", "OSPLANE_INTERVAL", "soon")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("soon");
  }
}
