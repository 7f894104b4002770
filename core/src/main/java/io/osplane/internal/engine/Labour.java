package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.OnConflict;
import io.osplane.error.NotReadyException;
import io.osplane.error.UnreachableException;
import io.osplane.internal.engine.Desired.Wanted;
import io.osplane.plan.ObjectChange;
import io.osplane.spi.Act;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.Generate;
import io.osplane.spi.Run;
import io.osplane.spi.Task;
import io.osplane.spi.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out single tasks under a hold. */
final class Labour {
  private static final Logger LOG = LoggerFactory.getLogger(Labour.class);
  private static final Set<String> LAST =
      Stream.concat(Planner.WORKLOADS.stream(), Stream.of("RoleBinding", "Job", "CronJob"))
          .collect(Collectors.toUnmodifiableSet());

  /**
   * The conditions of all work in one operation.
   *
   * @param now what is there
   * @param roster the components of the control plane as it shall be
   * @param hold the right to write; empty where nothing but waiting is to be done
   * @param ledger what was done
   * @param signal is raised when objects change
   * @param clock for patience
   * @param patience how long without progress
   * @param onConflict what to do with fields that others hold
   * @param tookOver is told what was written over fields that others held
   */
  record Terms(
      Situation now,
      Roster roster,
      Optional<Hold> hold,
      Ledger ledger,
      Signal signal,
      Clock clock,
      Duration patience,
      OnConflict onConflict,
      BiConsumer<ObjectChange, ObjectNode> tookOver) {}

  private static final int TRIES = 3;
  private static final long PAUSE_MILLIS = 1000;
  private final Terms terms;
  private final Planner planner;

  Labour(Terms terms) {
    this.terms = terms;
    this.planner = new Planner(terms.now(), Set.of());
  }

  /** Whether there is anything to do for a node, other than to wait. */
  boolean isDue(Node node) {
    Task task = node.task();
    boolean isOnce = task instanceof Run || task instanceof Act;
    return !isOnce || !terms.ledger().isDone(node, key(node));
  }

  /** Does what the node says; harmless if it is done already. */
  void run(Node node, Consumer<Verdict.NotYet> say) throws InterruptedException {
    if (!(node.task() instanceof Await)) {
      hold().check();
    }
    Task task = node.task();
    Supplier<String> diagnosis = () -> new Diagnosis(terms.now(), node.component()).text();
    if (task instanceof Generate generate) {
      Secrets secrets = terms.now().secrets();
      secrets.generate(
          terms
              .now()
              .desired()
              .secret(node.component(), terms.roster().plane().name(), generate.secret()),
          generate);
    } else if (task instanceof Apply apply) {
      write(node, apply);
    } else if (task instanceof Await await) {
      await(node, await, say, diagnosis);
    } else {
      once(node, say, diagnosis);
    }
  }

  private void once(Node node, Consumer<Verdict.NotYet> say, Supplier<String> diagnosis)
      throws InterruptedException {
    String key = key(node);
    terms.ledger().begin(node);
    Patience patience = patience(terms.patience());
    if (node.task() instanceof Run run) {
      new JobRun(terms.now(), node, run, key).run(patience, say, diagnosis);
    } else {
      Act act = (Act) node.task();
      Worksite site =
          new Worksite(
              terms.now(), terms.roster(), node.component(), hold(), patience, say, diagnosis);
      act(act.action(), site);
    }
    terms.ledger().done(node, key(node));
  }

  /** A request without an answer says nothing of the action, which may run again without harm. */
  private void act(Act.Action action, Worksite site) throws InterruptedException {
    for (int left = TRIES; left > 0; left--) {
      try {
        if (!action.isSo(site)) {
          action.makeSo(site);
        }
        return;
      } catch (UnreachableException e) {
        if (left == 1) {
          throw e;
        }
        site.say(e.problem());
        terms.signal().await(terms.signal().count(), PAUSE_MILLIS);
      }
    }
  }

  private void await(
      Node node, Await await, Consumer<Verdict.NotYet> say, Supplier<String> diagnosis)
      throws InterruptedException {
    Observer observer = new Observer(terms.now(), terms.roster(), node.component());
    Optional<NotReadyException> late =
        patience(await.grace().orElse(terms.patience()))
            .outlast(await.what(), () -> await.judge().apply(observer), say, diagnosis);
    if (late.isPresent() && await.grace().isEmpty()) {
      throw late.get();
    }
    late.ifPresent(e -> LOG.info("going on without {}: {}", await.what(), e.getMessage()));
  }

  /** A binding needs its role, and pods that miss a file wait long before they look again. */
  private void write(Node node, Apply task) {
    Map<Boolean, List<Wanted>> isLast =
        terms.now().desired().of(node.component(), terms.roster().plane().name(), task).stream()
            .collect(
                Collectors.partitioningBy(w -> LAST.contains(w.object().path("kind").asText())));
    write(isLast.getOrDefault(false, List.of()));
    write(isLast.getOrDefault(true, List.of()));
  }

  private void write(List<Wanted> some) {
    terms.now().io().each(some, wanted -> write(wanted));
  }

  private void write(Wanted wanted) {
    Optional<ObjectChange> change = planner.change(wanted);
    if (change.isEmpty()) {
      return;
    }
    Situation now = terms.now();
    Optional<ObjectNode> live =
        now.view().object(now.cluster().kind(wanted.object()), wanted.name());
    ObjectNode sent = now.desired().sent(wanted, live, now.secrets()::reveal);
    ObjectNode written = now.cluster().writer().apply(sent, terms.onConflict() == OnConflict.TAKE);
    now.view().saw(written);
    terms.tookOver().accept(change.get(), written);
  }

  private Patience patience(Duration limit) {
    return new Patience(terms.signal(), terms.clock(), limit);
  }

  private Hold hold() {
    return terms
        .hold()
        .orElseThrow(() -> new IllegalStateException("a task that writes needs a hold"));
  }

  private String key(Node node) {
    return Keys.of(node, terms.now().state());
  }
}
