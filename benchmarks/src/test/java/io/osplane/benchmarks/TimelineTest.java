package io.osplane.benchmarks;

import static io.osplane.benchmarks.CriticalPathTest.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final History HISTORY =
      new History(
          at(0),
          at(4_000),
          List.of(
              new StepSpan("bus/ready", List.of(), at(500), at(1_500)),
              new StepSpan("database/apply", List.of(), at(500), at(900)),
              new StepSpan("database/ready", List.of("database/apply"), at(950), at(3_900))),
          List.of(new Sighting(at(3_400), "database", "Pod database-0 ready")),
          List.of(new Request("patch", "pods", "database", "database/apply", at(600), at(900))));

  private static String golden(String name) throws IOException {
    try (InputStream file = TimelineTest.class.getResourceAsStream("/golden/" + name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void svg_isTheGoldenFile() throws IOException {
    assertThat(Timeline.svg(HISTORY, CriticalPath.of(HISTORY))).isEqualTo(golden("timeline.svg"));
  }

  @Test
  void svg_ofTheSameStepsInAnotherOrder_isTheSame() {
    List<StepSpan> turned =
        List.of(HISTORY.steps().get(2), HISTORY.steps().get(0), HISTORY.steps().get(1));
    History other =
        new History(
            HISTORY.begin(), HISTORY.end(), turned, HISTORY.sightings(), HISTORY.requests());

    assertThat(Timeline.svg(other, CriticalPath.of(other)))
        .isEqualTo(Timeline.svg(HISTORY, CriticalPath.of(HISTORY)));
  }

  @Test
  void table_isTheGoldenFile() throws IOException {
    String text = new IdleTable(HISTORY, CriticalPath.of(HISTORY)).text();

    assertThat(text).isEqualTo(golden("idle.txt"));
  }
}
