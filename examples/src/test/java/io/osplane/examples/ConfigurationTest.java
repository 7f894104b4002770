package io.osplane.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.error.InvalidSpecException;
import io.osplane.error.Violation;
import io.osplane.galera.GaleraSpec;
import io.osplane.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the page on configuration says, asked of the components. */
class ConfigurationTest {
  @Test
  void settings_ofThePage_areInWhatIsRendered() {
    try (Target target = SimulatedTarget.start();
        ControlPlane cloud = target.open()) {
      assertThat(cloud.render(Snippets.settings()))
          .contains("cpu_allocation_ratio = 4.0", "num_pcie_ports = 16", "cores = 200")
          .contains("expiration = 28800");
    }
  }

  @Test
  void warning_ofThePage_isAcknowledgedAndPlanned() throws IOException {
    String page = Files.readString(Path.of("../docs/guide/configuration.md"));
    try (Target target = SimulatedTarget.start();
        ControlPlane cloud = target.open()) {
      ControlPlaneSpec spec = Snippets.acknowledging(cloud);
      Plan plan = cloud.deploy(spec).plan();

      assertThat(plan.acknowledged()).hasSize(1);
      assertThat(page)
          .contains(
              "      "
                  + plan.describe()
                      .lines()
                      .filter(this::isWarning)
                      .findFirst()
                      .orElseThrow()
                      .strip());
      assertThat(spec.toYaml()).contains("acknowledging:");
    }
  }

  @Test
  void connections_ofThePage_areEnough_andTheUsualOnesAreNot() {
    ControlPlaneSpec spec = Snippets.connections();
    try (Target target = SimulatedTarget.start();
        ControlPlane cloud = target.open()) {
      assertThat(cloud.deploy(spec).plan().acknowledged()).isEmpty();
      assertThatThrownBy(() -> cloud.deploy(spec.withComponent(GaleraSpec.of(3))).plan())
          .isInstanceOf(InvalidSpecException.class)
          .hasMessageContaining("(warning R55)");
      assertThat(
              cloud
                  .deploy(
                      spec.withComponent(GaleraSpec.of(3)).toBuilder().acknowledging("R55").build())
                  .plan()
                  .acknowledged())
          .extracting(Violation::path)
          .containsExactly("components[galera].options[max_connections]");
    }
  }

  private boolean isWarning(String line) {
    return line.startsWith("  R39 ");
  }
}
