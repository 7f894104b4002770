package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.Report;
import io.osplane.Unfinished;
import io.osplane.error.OperationFailedException;
import io.osplane.error.UnreachableException;
import io.osplane.event.OperationFinished;
import io.osplane.event.OperationStarted;
import io.osplane.internal.LogContext;
import io.osplane.plan.ObjectChange;
import io.osplane.plan.Plan;
import io.osplane.spi.Await;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * One run of an operation, which is the same for every verb: look, and if there is anything to do,
 * take the hold, look again, compare with what was agreed to, do it, remember it.
 */
final class Attempt {
  private final Verb verb;
  private final Engine engine;
  private final Consent consent;
  private final Signal signal;
  private final Course course;
  private final Unfinished operation;

  Attempt(Verb verb, Consent consent, Signal signal, Course course) {
    this.verb = verb;
    this.engine = verb.engine();
    this.consent = consent;
    this.signal = signal;
    this.course = course;
    this.operation =
        new Unfinished(
            UUID.randomUUID().toString().substring(0, 8),
            verb.name(),
            holder(),
            engine.clock().instant());
  }

  /**
   * Does what is to be done; in the caller's thread, once.
   *
   * @throws OperationFailedException with the report, if not everything is done
   */
  Report run() {
    return LogContext.of(operation.id()).call(this::engage);
  }

  private Report engage() {
    Engagement engagement = new Engagement(signal);
    engine.running().add(engagement);
    try {
      Situation now = engine.look();
      Draft draft = agreed(now);
      return draft.plan().isEmpty() && verb.isRemembered(now, draft) ? settle(now, draft) : work();
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

  private Draft agreed(Situation now) {
    Draft draft = verb.draft(now, consent.isReviewed());
    consent.check(draft.plan());
    return draft;
  }

  /** Nothing is to be written: only the conditions are waited for, without a hold. */
  private Report settle(Situation now, Draft draft) {
    try (LiveView view = now.view()) {
      view.follow(signal::raise);
      Labour labour = new Labour(terms(now, draft, Optional.empty(), (change, object) -> {}));
      Report report = conduct(draft.plan(), labour, waits(draft.nodes()));
      course.end();
      return finished(report);
    }
  }

  /**
   * The waits alone, each after those that it came after by whatever way: of two that fail, the one
   * that fails first is then the cause.
   *
   * @param nodes each after what it needs
   */
  private static List<Node> waits(List<Node> nodes) {
    Map<String, Set<String>> last = new HashMap<>();
    List<Node> waits = new ArrayList<>();
    for (Node node : nodes) {
      Set<String> before = new TreeSet<>();
      node.needs().forEach(need -> before.addAll(last.getOrDefault(need, Set.of())));
      boolean isWait = node.task() instanceof Await;
      if (isWait) {
        List<String> needs = List.copyOf(before);
        waits.add(new Node(node.component(), node.task(), needs, node.providers()));
      }
      last.put(node.id(), isWait ? Set.of(node.id()) : before);
    }
    return waits;
  }

  private Report work() throws InterruptedException {
    try (Hold hold =
        Hold.take(
            engine.cluster(), engine.plane(), operation, engine.clock(), engine.ticker(), signal)) {
      Situation now = engine.look(hold);
      Draft draft = agreed(now);
      now.state().revision(hold, draft.revision());
      Notices notices = new Notices(engine, operation, now, hold);
      notices.began(draft.plan());
      try {
        Report report = work(now, draft, hold, notices);
        notices.done(report);
        return report;
      } catch (RuntimeException e) {
        Uninterrupted.run(() -> notices.ended(e));
        throw e;
      }
    }
  }

  private Report work(Situation now, Draft draft, Hold hold, Notices notices) {
    try (LiveView view = now.view()) {
      view.follow(signal::raise);
      Labour labour = new Labour(terms(now, draft, Optional.of(hold), notices::tookOver));
      Report report = conduct(draft.plan(), labour, draft.nodes());
      List<String> left = Pruning.run(draft.plan(), now, hold);
      verb.remember(now, hold, draft, left);
      course.end();
      return finished(Pruning.reported(report));
    }
  }

  private Report conduct(Plan plan, Labour labour, List<Node> nodes) {
    engine.events().tell(new OperationStarted(engine.clock().instant(), operation.id(), plan));
    try {
      return new Conductor(
              plan,
              labour,
              signal,
              engine.executor(),
              new Story(operation.id(), plan, engine.events(), engine.clock()),
              engine.clock(),
              course,
              verb.setback())
          .conduct(nodes);
    } catch (OperationFailedException e) {
      throw new OperationFailedException(
          finished(e.report()), e.problem(), e.remedy(), e.getCause());
    }
  }

  private Report finished(Report report) {
    engine.events().tell(new OperationFinished(engine.clock().instant(), operation.id(), report));
    return report;
  }

  private Labour.Terms terms(
      Situation now,
      Draft draft,
      Optional<Hold> hold,
      BiConsumer<ObjectChange, ObjectNode> tookOver) {
    return new Labour.Terms(
        now,
        draft.roster(),
        hold,
        hold.map(h -> verb.ledger(now, h, draft)).orElseGet(Ledger::none),
        signal,
        engine.clock(),
        engine.patience(),
        engine.onConflict(),
        tookOver);
  }

  private OperationFailedException cancelled() {
    String name = verb.name();
    String server = engine.cluster().server();
    String namespace = engine.cluster().namespace();
    Plan plan = new Plan(name, server, namespace, engine.plane(), List.of(), "");
    return new OperationFailedException(
        new Report(plan, Report.Outcome.CANCELLED, List.of(), Duration.ZERO),
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
