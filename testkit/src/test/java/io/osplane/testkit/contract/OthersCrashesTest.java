package io.osplane.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.internal.contract.CrashRuns;
import io.osplane.testkit.internal.contract.CrashRuns.Point;
import io.osplane.testkit.internal.contract.Trials;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Crashes in what a deployment does for components that are not under test. */
class OthersCrashesTest {
  private static final ControlPlaneSpec SPEC =
      ControlPlaneSpec.builder()
          .size(Size.TINY)
          .components(List.of(StoreSpec.defaults()))
          .component(ToySpec.defaults())
          .build();

  private static List<String> points(Set<String> others) {
    Trials trials =
        new Trials(
            SimulatedCluster::builder,
            List.of(new Store(), new Toy()),
            SPEC,
            Duration.ofSeconds(60));
    return new CrashRuns(trials::start, SPEC, others).points().stream().map(Point::name).toList();
  }

  private static List<String> ofSteps(List<String> points) {
    return points.stream().filter(p -> p.endsWith(" begins")).toList();
  }

  @Test
  void points_ofAStepOfOthers_areLeftOut() {
    List<String> all = ofSteps(points(Set.of()));
    List<String> own = ofSteps(points(Set.of("store")));

    assertThat(all).contains("death as store/database-toy begins", "death as toy/base begins");
    assertThat(own)
        .isNotEmpty()
        .isEqualTo(all.stream().filter(p -> !p.contains(" store/")).toList());
  }
}
