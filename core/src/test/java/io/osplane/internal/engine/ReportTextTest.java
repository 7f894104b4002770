package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.ComponentName;
import io.osplane.Report;
import io.osplane.Report.Outcome;
import io.osplane.Report.StepResult;
import io.osplane.health.Condition;
import io.osplane.health.HealthReport;
import io.osplane.health.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTextTest {
  private static final ComponentName GALERA = ComponentName.of("galera");
  private static final ComponentName KEYSTONE = ComponentName.of("keystone");

  @Test
  void report_tellsEachStepWithTheFirstLineOfItsDetail() {
    Report report =
        new Report(
            Given.emptyPlan(),
            Outcome.FAILED,
            List.of(
                new StepResult("galera/boot", Outcome.DONE, "", Duration.ofMillis(1_250)),
                new StepResult("keystone/sync", Outcome.FAILED, "no\nmore", Duration.ofSeconds(61)),
                new StepResult("glance/sync", Outcome.CANCELLED, "waited", Duration.ZERO)),
            Duration.ofMillis(62_345));

    assertThat(report.describe().lines())
        .containsExactly(
            "deploy failed in 62.3 s",
            "  done      galera/boot                                 1.3 s",
            "  failed    keystone/sync                              61.0 s  no",
            "  cancelled glance/sync                                 0.0 s  waited");
  }

  @Test
  void health_tellsFindingsByComponentWithRemediesBelow() {
    assertThat(health().describe().lines())
        .containsExactly(
            "galera       DEGRADED  MemberLost: 2 of 3",
            "                       → Wait",
            "galera       HEALTHY   Writer: galera-0",
            "keystone     DOWN      NoToken: 500",
            "                       → Look at its log");
  }

  @Test
  void health_statusIsTheWorst() {
    assertThat(health().status()).isEqualTo(Status.DOWN);
    assertThat(health().status(GALERA)).isEqualTo(Status.DEGRADED);
  }

  @Test
  void health_whenUnknownBesideDegraded_isUnknown() {
    HealthReport report =
        new HealthReport(
            Map.of(
                GALERA,
                List.of(Condition.unknown("A", "a", "r"), Condition.degraded("B", "b", "r"))));

    assertThat(report.status()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void health_whenNothingWasLookedAt_isUnknown() {
    HealthReport report = new HealthReport(Map.of());

    assertThat(report.status()).isEqualTo(Status.UNKNOWN);
    assertThat(report.status(GALERA)).isEqualTo(Status.UNKNOWN);
    assertThat(report.describe()).isEmpty();
  }

  private static HealthReport health() {
    return new HealthReport(
        Map.of(
            KEYSTONE,
            List.of(Condition.down("NoToken", "500", "Look at its log")),
            GALERA,
            List.of(
                Condition.degraded("MemberLost", "2 of 3", "Wait"),
                Condition.healthy("Writer", "galera-0"))));
  }
}
