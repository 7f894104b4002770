package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Needs;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrainTest {
  private static final CloudApi.Service HOST =
      new CloudApi.Service("s1", "nova-compute", "h1", true, true, "");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ACTIVE",
        "PAUSED",
        "MIGRATING",
        // they will run, or run again, and are waited for
        "BUILD",
        "REBOOT",
        "HARD_REBOOT",
        "PASSWORD"
      })
  void fate_ofWhatRunsOrWill_isToMove(String status) {
    assertThat(Drain.fate(guest("a", status))).isEqualTo(Drain.Fate.MOVES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETED",
        "ERROR",
        "REBUILD",
        "RESCUE",
        "RESIZE",
        "REVERT_RESIZE",
        "SHELVED",
        "SHELVED_OFFLOADED",
        "SHUTOFF",
        "SOFT_DELETED",
        "SUSPENDED",
        "UNKNOWN",
        "VERIFY_RESIZE",
        ""
      })
  void fate_ofAllElse_isToStay(String status) {
    assertThat(Drain.fate(guest("a", status))).isEqualTo(Drain.Fate.STAYS);
  }

  @Test
  void tasks_whenServersRun_closeTheHostAndThenMoveThemById() {
    List<Task> tasks = tasks(guest("b", "ACTIVE"), guest("a", "PAUSED"), guest("c", "MIGRATING"));

    assertThat(tasks)
        .extracting(Task::name)
        .containsExactly("placing", "move-a", "move-b", "move-c");
    assertThat(tasks).extracting(Task::phase).containsOnly(Phase.EXPAND);
    assertThat(tasks.get(0).needs()).isEqualTo(Needs.none());
    assertThat(tasks.subList(1, 4)).extracting(Task::needs).containsOnly(Needs.tasks("placing"));
  }

  @Test
  void tasks_always_sayInTheirKeysWhatWasDecided() {
    List<Task> tasks = tasks(guest("a", "ACTIVE"));

    assertThat(((Act) tasks.get(0)).key())
        .containsEntry("host", "h1")
        .containsEntry("enabled", "false");
    assertThat(((Act) tasks.get(1)).key()).isEqualTo(Map.of("server", "a", "from", "h1"));
    assertThat(((Act) tasks.get(1)).undo()).isEqualTo(Undo.NEVER);
    assertThat(((Act) tasks.get(1)).summary()).contains("name-of-a", "(a)", "while it runs");
  }

  @Test
  void tasks_whenServersStay_nameThemInThePlan() {
    List<Task> tasks = tasks(guest("b", "SHUTOFF"), guest("a", "ERROR"), guest("c", "ACTIVE"));

    assertThat(tasks).extracting(Task::name).containsExactly("placing", "move-c");
    assertThat(((Act) tasks.get(0)).summary())
        .startsWith("Let no more servers be placed on host h1")
        .endsWith("stay: name-of-a (a, ERROR), name-of-b (b, SHUTOFF)");
  }

  @Test
  void tasks_whenNoneStays_speakOfNone() {
    assertThat(((Act) tasks(guest("a", "ACTIVE")).get(0)).summary()).doesNotContain("stay");
    assertThat(tasks()).extracting(Task::name).containsExactly("placing");
  }

  @Provide
  Arbitrary<List<Guest>> guests() {
    return Combinators.combine(
            Arbitraries.strings().withCharRange('a', 'f').ofLength(3),
            Arbitraries.of("ACTIVE", "PAUSED", "SHUTOFF", "ERROR", "MIGRATING"))
        .as(DrainTest::guest)
        .list()
        .uniqueElements(Guest::id)
        .ofMaxSize(12);
  }

  @Property
  void tasks_inWhateverOrderTheGuestsCome_areTheSame(
      @ForAll("guests") List<Guest> guests, @ForAll long seed) {
    List<Guest> others = new ArrayList<>(guests);
    Collections.shuffle(others, new Random(seed));

    assertThat(Drain.tasks(HOST, others, Fixture.NOVA))
        .isEqualTo(Drain.tasks(HOST, guests, Fixture.NOVA));
  }

  private static List<Task> tasks(Guest... guests) {
    return Drain.tasks(HOST, List.of(guests), Fixture.NOVA);
  }

  private static Guest guest(String id, String status) {
    return new Guest(id, "name-of-" + id, "h1", status, "");
  }
}
