package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.Execution;
import io.osplane.OnConflict;
import io.osplane.Operation;
import io.osplane.Report;
import io.osplane.Unfinished;
import io.osplane.error.ConflictException;
import io.osplane.error.OperationFailedException;
import io.osplane.error.OsplaneException;
import io.osplane.error.StalePlanException;
import io.osplane.error.UnreachableException;
import io.osplane.event.OperationFinished;
import io.osplane.event.OperationStarted;
import io.osplane.internal.LogContext;
import io.osplane.plan.FieldChange;
import io.osplane.plan.ObjectChange;
import io.osplane.plan.Plan;
import io.osplane.spi.Await;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * A verb on a control plane, and the one way in which every verb ends: look, and if there is
 * anything to do, take the hold, look again, compare with what was reviewed, do it, remember it.
 */
abstract class Verb implements Operation {
  private final Engine engine;
  private final String name;

  Verb(Engine engine, String name) {
    this.engine = engine;
    this.name = name;
  }

  /**
   * What would be done now; asks the cluster for nothing but what a decision needs.
   *
   * @param isReviewed whether a person has seen what would be done
   */
  abstract Draft draft(Situation now, boolean isReviewed);

  /** Where it is noted what was done once. */
  abstract Ledger ledger(Situation now, Hold hold, Draft draft);

  /**
   * Remembers that everything is done.
   *
   * @param left what could not be deleted yet
   */
  void remember(Situation now, Hold hold, Draft draft, List<String> left) {
    now.state().revision(hold, Inventory.asDone(draft.revision(), left, now));
  }

  /** The fingerprint of a plan on this control plane and no other. */
  final String fingerprint(String content) {
    return Keys.sha256(
        String.join(
            "\n",
            name,
            engine.cluster().server(),
            engine.cluster().namespace(),
            engine.plane(),
            content));
  }

  final Engine engine() {
    return engine;
  }

  final String name() {
    return name;
  }

  @Override
  public final Plan plan() {
    return draft(engine.look(), true).plan();
  }

  @Override
  public final Report apply() {
    return run(Optional.empty(), new Signal(), new Course(name));
  }

  @Override
  public final Report apply(Plan reviewed) {
    return run(Optional.of(reviewed), new Signal(), new Course(name));
  }

  @Override
  public final Execution start() {
    return new Running(
        engine, new Course(name), (signal, course) -> run(Optional.empty(), signal, course));
  }

  private Report run(Optional<Plan> reviewed, Signal signal, Course course) {
    Unfinished operation =
        new Unfinished(
            UUID.randomUUID().toString().substring(0, 8), name, holder(), engine.clock().instant());
    return LogContext.of(operation.id()).call(() -> run(operation, reviewed, signal, course));
  }

  private Report run(Unfinished operation, Optional<Plan> reviewed, Signal signal, Course course) {
    Engagement engagement = new Engagement(signal);
    engine.running().add(engagement);
    try {
      Situation now = engine.look();
      Draft first = draft(now, reviewed.isPresent());
      reviewed.ifPresent(plan -> compare(plan, first.plan()));
      refuseConflicts(first.plan());
      return first.plan().isEmpty() && isRemembered(now, first)
          ? settle(operation, now, first, signal, course)
          : work(operation, reviewed, signal, course);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled();
    } catch (UnreachableException e) {
      throw e.getCause() instanceof InterruptedException ? cancelled() : e;
    } finally {
      engine.running().remove(engagement);
      engagement.end();
    }
  }

  /** Whether there is nothing to note either: no other spec, and no operation left open. */
  boolean isRemembered(Situation now, Draft draft) {
    boolean isNoted =
        draft.revision().isDone() && now.state().revision().equals(Optional.of(draft.revision()));
    return isNoted && Hold.open(engine.cluster()).isEmpty();
  }

  /** Nothing is to be written: only the conditions are waited for, without a hold. */
  private Report settle(
      Unfinished operation, Situation now, Draft draft, Signal signal, Course course) {
    List<Node> waits = draft.nodes().stream().filter(n -> n.task() instanceof Await).toList();
    List<Node> free =
        waits.stream()
            .map(n -> new Node(n.component(), n.task(), List.of(), n.providers()))
            .toList();
    try (LiveView view = now.view()) {
      view.follow(signal::raise);
      Labour labour =
          new Labour(terms(now, draft, Optional.empty(), signal, (change, object) -> {}));
      Report report = conduct(operation, draft, labour, signal, course, free);
      course.end();
      return finished(operation, report);
    }
  }

  private Report work(Unfinished operation, Optional<Plan> reviewed, Signal signal, Course course)
      throws InterruptedException {
    try (Hold hold =
        Hold.take(
            engine.cluster(), engine.plane(), operation, engine.clock(), engine.ticker(), signal)) {
      Situation now = engine.look(hold);
      Draft draft = draft(now, reviewed.isPresent());
      reviewed.ifPresent(plan -> compare(plan, draft.plan()));
      refuseConflicts(draft.plan());
      now.state().revision(hold, draft.revision());
      Notices notices = new Notices(engine, operation, now, hold);
      notices.began(draft.plan());
      try {
        Report report = work(operation, now, draft, hold, notices, signal, course);
        notices.done(report);
        return report;
      } catch (RuntimeException e) {
        Uninterrupted.run(() -> notices.ended(e));
        throw e;
      }
    }
  }

  private Report work(
      Unfinished operation,
      Situation now,
      Draft draft,
      Hold hold,
      Notices notices,
      Signal signal,
      Course course) {
    try (LiveView view = now.view()) {
      view.follow(signal::raise);
      Labour labour = new Labour(terms(now, draft, Optional.of(hold), signal, notices::tookOver));
      Report report = conduct(operation, draft, labour, signal, course, draft.nodes());
      List<String> left = Pruning.run(draft.plan(), now, hold);
      remember(now, hold, draft, left);
      course.end();
      return finished(operation, Pruning.reported(report));
    }
  }

  private Report conduct(
      Unfinished operation,
      Draft draft,
      Labour labour,
      Signal signal,
      Course course,
      List<Node> nodes) {
    engine
        .events()
        .tell(new OperationStarted(engine.clock().instant(), operation.id(), draft.plan()));
    try {
      return new Conductor(
              operation.id(),
              draft.plan(),
              labour,
              signal,
              engine.executor(),
              engine.events(),
              engine.clock(),
              course)
          .conduct(nodes);
    } catch (OperationFailedException e) {
      throw new OperationFailedException(
          finished(operation, e.report()), e.problem(), e.remedy(), e.getCause());
    }
  }

  private Report finished(Unfinished operation, Report report) {
    engine.events().tell(new OperationFinished(engine.clock().instant(), operation.id(), report));
    return report;
  }

  private Labour.Terms terms(
      Situation now,
      Draft draft,
      Optional<Hold> hold,
      Signal signal,
      BiConsumer<ObjectChange, ObjectNode> tookOver) {
    return new Labour.Terms(
        now,
        draft.plane(),
        hold,
        hold.map(h -> ledger(now, h, draft)).orElseGet(Ledger::none),
        signal,
        engine.clock(),
        engine.patience(),
        engine.onConflict(),
        tookOver);
  }

  private static void compare(Plan reviewed, Plan current) {
    if (!reviewed.fingerprint().equals(current.fingerprint())) {
      throw new StalePlanException(reviewed.fingerprint(), current.fingerprint());
    }
  }

  private void refuseConflicts(Plan plan) {
    if (engine.onConflict() == OnConflict.TAKE || plan.conflicts().isEmpty()) {
      return;
    }
    StringBuilder fields = new StringBuilder();
    for (ObjectChange change : plan.steps().stream().flatMap(s -> s.changes().stream()).toList()) {
      for (FieldChange field : change.fields().stream().filter(FieldChange::isConflict).toList()) {
        fields.append(
            "%n  %s/%s %s: %s, held by %s; the spec says %s"
                .formatted(
                    change.kind(),
                    change.name(),
                    field.path(),
                    field.before(),
                    field.heldBy(),
                    field.after()));
      }
    }
    throw new ConflictException(fields.toString());
  }

  private OsplaneException cancelled() {
    return new OperationFailedException(
        new Report(
            new Plan(
                name,
                engine.cluster().server(),
                engine.cluster().namespace(),
                engine.plane(),
                List.of(),
                ""),
            Report.Outcome.CANCELLED,
            List.of(),
            Duration.between(Instant.EPOCH, Instant.EPOCH)),
        name + " of " + engine.plane() + " was cancelled",
        "Apply again to go on: what was done stays",
        null);
  }

  /** Who we are, for a person: host and process. */
  private static String holder() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "unknown-host";
    }
    return host
        + "/"
        + ProcessHandle.current().pid()
        + "/"
        + UUID.randomUUID().toString().substring(0, 4);
  }
}
