package io.osplane.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final List<String> STEPS = List.of("a/one", "b/one", "b/two", "b/three");

  @Test
  void of_givesEachStepTheSameShareOfTheWhole() {
    Progress tree = Progress.of("deploy", STEPS);

    assertThat(tree.parts()).extracting(Progress::share).containsExactly(0.25, 0.75);
    assertThat(tree.done("b/two").fraction()).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void at_ofAWait_countsWithItsShare() {
    Progress tree = Progress.of("deploy", STEPS).at("a/one", 0.5);

    assertThat(tree.fraction()).isEqualTo(0.125);
    assertThat(tree.part("a").orElseThrow().part("one").orElseThrow().fraction()).isEqualTo(0.5);
  }

  @Test
  void at_ofAnUnknownStep_changesNothing() {
    Progress tree = Progress.of("deploy", STEPS);

    assertThat(tree.done("c/one").done("a/two")).isEqualTo(tree);
    assertThat(Progress.of("deploy", List.of()).done("a/one").fraction()).isZero();
  }

  @Test
  void text_hasTheComponents() {
    assertThat(Progress.of("deploy", STEPS).done("a/one"))
        .hasToString("deploy 25 % (a 100 %, b 0 %)");
  }

  @Test
  void share_whenItIsNone_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Progress.of("deploy", STEPS).at("a/one", Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new Progress("a", 2, 0, List.of()));
  }

  @Property(tries = 300)
  void tree_inAnyHistory_onlyRisesAndIsWholeExactlyAtTheEnd(
      @ForAll @IntRange(min = 1, max = 40) int size, @ForAll Random random) {
    List<String> open = steps(size, random);
    Progress tree = Progress.of("deploy", open);
    Collections.shuffle(open, random);
    while (!open.isEmpty()) {
      assertThat(tree.fraction()).isLessThan(1);
      Progress next =
          random.nextInt(3) == 0
              ? tree.done(open.remove(0))
              : tree.at(open.get(random.nextInt(open.size())), random.nextDouble());
      check(tree, next);
      tree = next;
    }
    assertThat(tree.fraction()).isEqualTo(1);
  }

  private static List<String> steps(int size, Random random) {
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      steps.add("c" + random.nextInt(7) + "/t" + i);
    }
    return steps;
  }

  private static void check(Progress before, Progress after) {
    assertThat(after.share()).isEqualTo(before.share());
    assertThat(after.fraction()).isBetween(before.fraction(), 1.0);
    if (after.parts().isEmpty()) {
      return;
    }
    assertThat(after.parts().stream().mapToDouble(Progress::share).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(after.parts().stream().mapToDouble(p -> p.share() * p.fraction()).sum())
        .isCloseTo(after.fraction(), within(1e-9));
    for (int i = 0; i < after.parts().size(); i++) {
      check(before.parts().get(i), after.parts().get(i));
    }
  }
}
