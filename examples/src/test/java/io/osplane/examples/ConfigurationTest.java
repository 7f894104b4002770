package io.osplane.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.plan.Plan;
import io.osplane.spi.ComponentSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page on configuration says, asked of the components. */
class ConfigurationTest {
  private static final Pattern LINE = Pattern.compile("(?m)^\\| (R\\d\\d) \\| (error|warning) \\|");

  @Test
  void page_listsEveryRuleOfEveryComponent_andNoOther() throws IOException {
    Map<String, String> listed = new TreeMap<>();
    LINE.matcher(Files.readString(Path.of("../docs/guide/configuration.md")))
        .results()
        .forEach(line -> assertThat(listed.put(line.group(1), line.group(2))).isNull());
    Map<String, String> rules = new TreeMap<>();
    ServiceLoader.load(ComponentSource.class).stream()
        .flatMap(source -> source.get().components().stream())
        .flatMap(component -> component.rules().stream())
        .forEach(rule -> rules.put(rule.id(), rule.isWarning() ? "warning" : "error"));

    assertThat(listed).isEqualTo(rules);
  }

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

  private boolean isWarning(String line) {
    return line.startsWith("  R39 ");
  }
}
