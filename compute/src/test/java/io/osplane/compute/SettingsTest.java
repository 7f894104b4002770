package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.SpecRule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Typed settings together are a spec that is right. */
class SettingsTest {
  @Test
  void settings_ofHosts_areRightTogether() {
    ComputeSpec spec =
        ComputeSpec.defaults()
            .with(HostSettings.CPU_ALLOCATION_RATIO, 4.0)
            .with(HostSettings.CPU_SHARED_SET, "0-3")
            .with(HostSettings.CPU_DEDICATED_SET, "4-15,^8")
            .with(HostSettings.LIVE_MIGRATION_COMPLETION_TIMEOUT, Duration.ofMinutes(10))
            .with(HostSettings.LIVE_MIGRATION_TIMEOUT_ACTION, "force_complete")
            .with(HostSettings.LIVE_MIGRATION_PERMIT_AUTO_CONVERGE, true);

    assertThat(new Hosts().validate(spec, Fixture.PLANE)).isEmpty();
    assertThat(spec.config().get("libvirt"))
        .containsEntry("live_migration_completion_timeout", "600");
  }

  @Test
  void settings_ofNova_areRightTogether() {
    ApiServiceSpec spec =
        ApiServiceSpec.of("nova", 2)
            .with(NovaSettings.QUOTA_CORES, -1)
            .with(NovaSettings.DISCOVER_HOSTS_INTERVAL, Duration.ofMinutes(1))
            .with(NovaSettings.ENABLED_FILTERS, List.of("ComputeFilter", "ImagePropertiesFilter"));

    assertThat(new Nova().validate(spec, Fixture.PLANE)).isEmpty();
    assertThat(spec.config().get("filter_scheduler"))
        .containsEntry("enabled_filters", "ComputeFilter,ImagePropertiesFilter");
  }

  @Test
  void rules_ofNova_areThoseOfItsRow() {
    assertThat(new Nova().rules()).extracting(SpecRule::id).contains("R56", "R71", "R72");
  }
}
