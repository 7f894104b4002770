package io.osplane.compute;

import io.osplane.spi.Verdict;
import java.util.Comparator;
import java.util.List;

/**
 * Whether it is a server's turn to be shelved: making an image reads a whole disk, so servers leave
 * a host one after another. Those that wait are told by their tags, in the order of their ids; all
 * of it is seen in Nova. For one wait, in one thread.
 */
final class Turn {
  private final Guest guest;
  private final CloudApi api;
  private final Silence silence = new Silence();
  private final Pace pace = new Pace(this::judge);

  Turn(Guest guest, CloudApi api) {
    this.guest = guest;
    this.api = api;
  }

  Verdict look() {
    return pace.look();
  }

  private Verdict judge() {
    List<Occupant> marked =
        api.servers().occupants(guest.host()).stream()
            .filter(this::isInLine)
            .sorted(Comparator.comparing(server -> server.guest().id()))
            .toList();
    List<String> leaving = marked.stream().filter(Occupant::isLeaving).map(Turn::told).toList();
    boolean isFirst = marked.isEmpty() || marked.get(0).guest().id().equals(guest.id());
    return leaving.isEmpty() && isFirst
        ? Verdict.met()
        : silence.of("waits for its turn; before it: " + before(marked, leaving));
  }

  /** One in error keeps its mark, which Nova takes from none in that state, and comes to no end. */
  private boolean isInLine(Occupant server) {
    boolean isWaiting = ShelvingStep.of(server, guest.host()) == ShelvingStep.SHELVE;
    return server.isMarked() && (server.isLeaving() || isWaiting);
  }

  private List<String> before(List<Occupant> marked, List<String> leaving) {
    return leaving.isEmpty()
        ? marked.stream().map(Turn::told).takeWhile(id -> !id.startsWith(guest.id())).toList()
        : leaving;
  }

  private static String told(Occupant server) {
    return (server.guest().id() + " " + server.guest().task()).strip();
  }
}
