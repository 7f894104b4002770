package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.plan.Phase;
import io.osplane.spi.Needs;
import io.osplane.spi.Task;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {
  @Test
  void recipe_ofARemoval_isEmpty() {
    assertThat(Fixture.recipe(Optional.of(OvnSpec.of(3)), Optional.empty())).isEmpty();
  }

  @Test
  void recipe_ofSomethingNew_expandsOnly() {
    assertThat(Fixture.recipe(Optional.empty(), Optional.of(OvnSpec.of(3))))
        .extracting(Task::phase)
        .containsOnly(Phase.EXPAND);
  }

  @Test
  void recipe_ofFewerMembers_letsThemLeaveBeforeTheyGo() {
    List<Task> tasks = Fixture.recipe(Optional.of(OvnSpec.of(5)), Optional.of(OvnSpec.of(3)));

    assertThat(task(tasks, "leave").phase()).isEqualTo(Phase.CONTRACT);
    assertThat(task(tasks, "members").phase()).isEqualTo(Phase.CONTRACT);
    assertThat(task(tasks, "members").needs().tasks()).contains("leave");
    assertThat(task(tasks, "northd").phase()).isEqualTo(Phase.FOLLOW);
    assertThat(task(tasks, "controllers").phase()).isEqualTo(Phase.FOLLOW);
  }

  @Test
  void recipe_ofAChange_movesNorthdLast() {
    List<Task> tasks =
        Fixture.recipe(
            Optional.of(OvnSpec.of(3)),
            Optional.of(OvnSpec.of(3).withDatapath(Datapath.USERSPACE)));

    assertThat(task(tasks, "northd").needs()).isEqualTo(Needs.tasks("ready", "hosts"));
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "3, 3", "3, 5", "5, 3", "1, 3"})
  void recipe_always_needsOnlyWhatComesNoLater(int before, int after) {
    Optional<OvnSpec> former = Optional.of(before).filter(n -> n > 0).map(OvnSpec::of);
    List<Task> tasks = Fixture.recipe(former, Optional.of(OvnSpec.of(after)));

    for (Task task : tasks) {
      for (String need : task.needs().tasks()) {
        assertThat(task(tasks, need).phase()).isLessThanOrEqualTo(task.phase());
      }
    }
  }

  private static Task task(List<Task> tasks, String name) {
    return Fixture.task(tasks, name, Task.class);
  }
}
