package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.error.RefusedException;
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
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DrainTest {
  private static final CloudApi.Service HOST =
      new CloudApi.Service("s1", "nova-compute", "h1", true, true, true, "");
  private static final Drain DRAIN = new Drain(Moving.LIVE, Fixture.NOVA);

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
        .endsWith(
            "these stay: name-of-a (a) is in error: reset its state or delete it;"
                + " name-of-b (b) is stopped: Moving.LIVE_OR_SHELVED moves it");
  }

  @Test
  void tasks_whenAServerWasResizedFromThere_leaveIt_andSayWhatIsToBeDone() {
    Occupant resized = occupant(new Guest("a", "big", "h2", "VERIFY_RESIZE", ""));

    List<Task> tasks = DRAIN.tasks(HOST, List.of(resized), List.of());

    assertThat(tasks).extracting(Task::name).containsExactly("placing");
    assertThat(((Act) tasks.get(0)).summary())
        .endsWith(
            "these stay: big (a) is on h2, and its resize from here is not over: confirm or revert"
                + " that first");
  }

  @Test
  void tasks_ofAHostThatDoesNotReport_areRefused_unlessNothingWouldLeaveIt() {
    CloudApi.Service away = new CloudApi.Service("s1", "nova-compute", "h1", false, true, true, "");

    assertThatThrownBy(() -> DRAIN.tasks(away, List.of(occupant(guest("a", "ACTIVE"))), List.of()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("name-of-a a")
        .hasMessageContaining("power is off");
    assertThat(DRAIN.tasks(away, List.of(occupant(guest("b", "SHUTOFF"))), List.of()))
        .extracting(Task::name)
        .containsExactly("placing");
  }

  @Test
  void tasks_whenNoneStays_speakOfNone() {
    assertThat(((Act) tasks(guest("a", "ACTIVE")).get(0)).summary()).doesNotContain("stay");
    assertThat(tasks()).extracting(Task::name).containsExactly("placing");
  }

  @Test
  void tasks_whenServersMayBeShelved_sayOfEachHowItGoes() {
    List<Task> tasks =
        new Drain(Moving.LIVE_OR_SHELVED, Fixture.NOVA)
            .tasks(
                HOST,
                List.of(occupant(guest("b", "SHUTOFF")), occupant(guest("a", "ACTIVE"))),
                List.of());

    assertThat(tasks).extracting(Task::name).containsExactly("placing", "move-a", "shelve-b");
    assertThat(((Act) tasks.get(2)).summary()).contains("which is stopped", "image in Glance");
    assertThat(((Act) tasks.get(2)).undo()).isEqualTo(Undo.NEVER);
    assertThat(((Act) tasks.get(2)).key()).isEqualTo(Map.of("server", "b", "from", "h1"));
    assertThat(((Act) tasks.get(0)).summary()).doesNotContain("stay");
  }

  @Test
  void tasks_whateverMayBeDone_bringBackWhatAnEarlierDrainLeft() {
    Occupant left = occupant(new Guest("x", "name-of-x", "", "SHELVED_OFFLOADED", ""));
    Occupant here = occupant(guest("y", "SHUTOFF"));

    List<Task> tasks = DRAIN.tasks(HOST, List.of(here), List.of(here, left));

    assertThat(tasks).extracting(Task::name).containsExactly("placing", "shelve-x");
    assertThat(((Act) tasks.get(1)).summary()).startsWith("Bring back server name-of-x (x)");
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

    assertThat(tasks(others.toArray(Guest[]::new))).isEqualTo(tasks(guests.toArray(Guest[]::new)));
  }

  private static List<Task> tasks(Guest... guests) {
    return DRAIN.tasks(HOST, List.of(guests).stream().map(DrainTest::occupant).toList(), List.of());
  }

  private static Occupant occupant(Guest guest) {
    return new Occupant(guest, 0, false, false, Set.of());
  }

  private static Guest guest(String id, String status) {
    return new Guest(id, "name-of-" + id, "h1", status, "");
  }
}
