package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One member's view of the group: who belongs to it, and whether it is the Primary component.
 *
 * <p>Who leaves in order shrinks the view. Who is lost is suspected for some seconds; then those
 * that are left stay Primary if they are more than half of the last view, and serve nobody if not.
 * Source: Galera's documentation of weighted quorum, with equal weights.
 */
final class GaleraGroup {
  private static final Duration SUSPECT = Duration.ofSeconds(5);
  private final GaleraServer server;
  private final Container container;
  private final GaleraNames names;
  private Set<String> view = Set.of();
  private boolean isPrimary;
  private @Nullable Instant suspectedSince;

  GaleraGroup(GaleraServer server, Container container, GaleraNames names) {
    this.server = server;
    this.container = container;
    this.names = names;
  }

  boolean isPrimary() {
    return isPrimary;
  }

  int size() {
    return view.size();
  }

  /** Makes a group of this member alone. */
  void found() {
    install(Set.of(server.name()), true);
  }

  /** Takes in a member that has all the data. */
  void admit(GaleraServer joiner) {
    Set<String> wider = new TreeSet<>(view);
    wider.add(joiner.name());
    List<GaleraServer> all = new ArrayList<>(present());
    all.add(joiner);
    all.forEach(m -> m.group().install(wider, true));
  }

  /** Goes in order: the others stay Primary without it. */
  void leave() {
    Set<String> rest = new TreeSet<>(view);
    rest.remove(server.name());
    if (isPrimary) {
      present().stream().filter(m -> m != server).forEach(m -> m.group().install(rest, true));
    }
    install(Set.of(), false);
  }

  private void install(Set<String> newView, boolean primary) {
    view = newView;
    isPrimary = primary;
    suspectedSince = null;
    container.changed();
  }

  /** The members of the view that run and are reached, this one included. */
  List<GaleraServer> present() {
    return running(m -> view.contains(m.name()));
  }

  /** Whether those that are reached are more than half of the view. */
  boolean hasQuorum() {
    return isMajority(present());
  }

  private boolean isMajority(List<GaleraServer> some) {
    return some.size() * 2 > view.size();
  }

  private List<GaleraServer> running(Predicate<GaleraServer> which) {
    List<GaleraServer> found = new ArrayList<>(List.of(server));
    names.servers().stream()
        .filter(m -> m.isRunning() && m.data().uuid().equals(server.data().uuid()))
        .filter(which)
        .forEach(found::add);
    return found;
  }

  /** Notices who came and who is gone. */
  void look() {
    if (server.isRunning() && isPrimary) {
      watchForLosses();
    } else if (server.isRunning()) {
      reunite();
    }
  }

  private void watchForLosses() {
    List<GaleraServer> present = present();
    if (present.size() == view.size()) {
      suspectedSince = null;
    } else if (suspectedSince == null) {
      suspectedSince = container.now();
      container.after(SUSPECT, this::look);
    } else if (!container.now().isBefore(suspectedSince.plus(SUSPECT))) {
      exclude(present);
    }
  }

  private void exclude(List<GaleraServer> present) {
    boolean staysPrimary = isMajority(present);
    if (staysPrimary) {
      Set<String> rest = new TreeSet<>(present.stream().map(GaleraServer::name).toList());
      present.forEach(m -> m.group().install(rest, true));
    } else {
      install(view, false);
    }
  }

  private void reunite() {
    running(m -> m.group().isPrimary).stream()
        .filter(m -> m != server)
        .findFirst()
        .ifPresentOrElse(this::rejoin, this::recover);
  }

  private void rejoin(GaleraServer primary) {
    server.join(primary);
  }

  /** Those of the same last view are Primary again when they are a majority of it. */
  private void recover() {
    List<GaleraServer> same = running(m -> view.contains(m.name()) && m.group().view.equals(view));
    if (isMajority(same)) {
      same.stream()
          .max(Comparator.comparingLong(m -> m.data().seqno()))
          .map(m -> m.data().bytes())
          .ifPresent(newest -> same.forEach(m -> m.receive(newest)));
      exclude(same);
    }
  }
}
