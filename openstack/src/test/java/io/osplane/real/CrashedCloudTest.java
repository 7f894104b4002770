package io.osplane.real;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.internal.contract.CrashRuns;
import io.osplane.testkit.internal.contract.Trials;
import io.osplane.testkit.programs.SimulatedCloud;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whenever the caller that deploys a whole cloud dies, the next one comes to the same end. */
class CrashedCloudTest {

  @TestFactory
  Stream<DynamicTest> deploy_afterDeathAtAnyStep_comesToTheSameEnd() {
    Trials trials =
        new Trials(
            () -> SimulatedCloud.programs(SimulatedCluster.builder()),
            List.of(),
            Lab.cloud(),
            Duration.ofSeconds(30));
    CrashRuns runs = new CrashRuns(trials::start, Lab.cloud(), Set.of());
    return runs.points().stream()
        .filter(point -> point.name().matches("death as .* begins"))
        .map(point -> dynamicTest(point.name(), () -> runs.run(point)));
  }
}
