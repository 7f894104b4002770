package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.ComponentName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComputeSpecTest {
  @Test
  void defaults_areAllHostsOfTheOnlyNova() {
    ComputeSpec spec = ComputeSpec.defaults();

    assertThat(spec.kind()).isEqualTo("compute");
    assertThat(spec.group()).isEmpty();
    assertThat(spec.virtType()).isEqualTo(VirtType.KVM);
    assertThat(spec.nova()).isEqualTo(Fixture.NOVA);
    assertThat(spec).isEqualTo(ComputeSpec.of(VirtType.KVM));
  }

  @Test
  void with_changesOneThingOfACopy() {
    ComputeSpec spec =
        ComputeSpec.of(VirtType.QEMU)
            .named("compute-dpdk")
            .withGroup("dpdk")
            .withNova("nova-edge")
            .withOption("DEFAULT", "debug", "true")
            .withOption("DEFAULT", "host", "x")
            .withEpoch(3)
            .withVirtType(VirtType.KVM);

    assertThat(spec)
        .isEqualTo(
            new ComputeSpec(
                ComponentName.of("compute-dpdk"),
                Optional.of("dpdk"),
                VirtType.KVM,
                Map.of("DEFAULT", Map.of("debug", "true", "host", "x")),
                ComponentName.of("nova-edge"),
                3));
  }

  @Test
  void config_whenTheGivenMapsChangeLater_staysAsItWas() {
    Map<String, String> options = new HashMap<>(Map.of("debug", "true"));
    Map<String, Map<String, String>> config = new HashMap<>(Map.of("DEFAULT", options));
    ComputeSpec spec =
        new ComputeSpec(
            ComponentName.of("compute"), Optional.empty(), VirtType.KVM, config, Fixture.NOVA, 1);

    options.put("debug", "false");
    config.clear();

    assertThat(spec.config()).isEqualTo(Map.of("DEFAULT", Map.of("debug", "true")));
  }

  @Test
  void withReplicas_isRefused_sinceHostsAreCountedByTheirLabel() {
    assertThatThrownBy(() -> ComputeSpec.defaults().withReplicas(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("label");
  }
}
