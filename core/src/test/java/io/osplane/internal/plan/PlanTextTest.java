package io.osplane.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.plan.Impact;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTextTest {
  @Test
  void plan_withEverything_isAsInTheGoldenFile() throws IOException {
    assertThat(Plans.whole().describe()).isEqualTo(golden("whole.txt"));
  }

  @Test
  void plan_withNothingToDo_isAsInTheGoldenFile() throws IOException {
    assertThat(Plans.empty().describe()).isEqualTo(golden("empty.txt"));
  }

  @Test
  void plan_whenSomethingIsLeftToOthers_saysWhatAndToWhom() {
    assertThat(Plans.empty().leaving(Plans.left()).describe())
        .endsWith(
            """
            Nothing to do: the cluster is as the spec says, but for what is left to others.

            Left to others:
              = Deployment/keystone
                  spec.replicas: 4 left to autoscaler since 2026-01-01T00:00:00Z; the spec says 2
            """);
  }

  @Test
  void plan_whenWarningsAreAcknowledged_namesEachOnALine() {
    assertThat(Plans.empty().acknowledging(Plans.acknowledged()).describe())
        .endsWith(
            """
            Nothing to do: the cluster is as the spec says.

            Acknowledged:
              R39 components[compute].virtType: is slow
              R73 components[galera].replicas: 100 % is lost
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "deploy, the cluster is as the spec says.",
    "edit, the cluster is as the spec says.",
    "heal, no remedy is known for anything that health() finds.",
    "remove, nothing is there.",
    "remove with data, nothing is there."
  })
  void plan_withNothingToDo_saysWhyForItsVerb(String verb, String why) {
    Plan plan = new Plan(verb, "https://api:6443", "cloud", "prod", List.of(), "f");

    assertThat(plan.describe()).endsWith("Nothing to do: " + why + "\n");
  }

  @Test
  void plan_whenDescribedTwice_isTheSameText() {
    assertThat(Plans.whole().describe()).isEqualTo(Plans.whole().describe());
  }

  @Test
  void impact_isTheHighestOfTheSteps() {
    assertThat(Plans.whole().impact()).isEqualTo(Impact.OUTAGE);
    assertThat(Plans.empty().impact()).isEqualTo(Impact.NONE);
  }

  @Test
  void pointOfNoReturn_isTheFirstContractStepThatStays() {
    assertThat(Plans.whole().pointOfNoReturn()).map(Step::id).contains("keystone/contract");
    assertThat(Plans.of(Plans.whole().steps().get(1)).pointOfNoReturn()).isEmpty();
  }

  @Test
  void conflicts_areTheFieldsThatOthersHold() {
    Plan plan = Plans.whole();

    assertThat(plan.conflicts())
        .singleElement()
        .satisfies(f -> assertThat(f.path()).isEqualTo("spec.replicas"));
  }

  private static String golden(String name) throws IOException {
    try (InputStream file = PlanTextTest.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
