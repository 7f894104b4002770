package io.osplane.compute;

import io.osplane.ComponentName;
import io.osplane.spi.Act;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What emptying a host of its running servers takes. Pure. */
final class Drain {
  /** What runs, and what will when that which is being done to it is over. */
  private static final Set<String> RUNNING =
      Set.of("ACTIVE", "PAUSED", "MIGRATING", "BUILD", "REBOOT", "HARD_REBOOT", "PASSWORD");

  private Drain() {}

  /** What becomes of a server. */
  enum Fate {
    /** It moves while it runs, after what is being done to it. */
    MOVES,
    /** Its disk is on the host, and it does not run, or cannot move while it does. */
    STAYS
  }

  static Fate fate(Guest guest) {
    return RUNNING.contains(guest.status()) ? Fate.MOVES : Fate.STAYS;
  }

  /**
   * The tasks: first nothing more comes, then what runs goes.
   *
   * @param guests what is on the host now
   * @param nova whose user asks
   */
  static List<Task> tasks(CloudApi.Service host, List<Guest> guests, ComponentName nova) {
    List<Guest> sorted = guests.stream().sorted(Comparator.comparing(Guest::id)).toList();
    List<Guest> staying = sorted.stream().filter(g -> fate(g) == Fate.STAYS).toList();
    List<Task> tasks = new ArrayList<>();
    Act close = Placing.off(host, "osplane: drain", nova).task();
    tasks.add(staying.isEmpty() ? close : saying(close, staying));
    sorted.stream()
        .filter(g -> fate(g) == Fate.MOVES)
        .forEach(guest -> tasks.add(new Move(guest, nova).task()));
    return List.copyOf(tasks);
  }

  private static Act saying(Act close, List<Guest> staying) {
    List<String> names =
        staying.stream().map(g -> g.name() + " (" + g.id() + ", " + g.status() + ")").toList();
    return new Act(
        close.name(),
        close.phase(),
        close.needs(),
        close.summary()
            + "; these do not run, or cannot move while they do, and stay: "
            + String.join(", ", names),
        close.key(),
        close.undo(),
        close.action());
  }
}
