package io.osplane.internal.engine;

import io.osplane.Report;
import io.osplane.Report.Outcome;
import io.osplane.error.OperationFailedException;
import io.osplane.event.Progress;
import io.osplane.plan.Plan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Starts each task as soon as what it needs is done, and stops at the next task boundary when the
 * operation is cancelled, or when one fails that ends all. One thread conducts; tasks run on the
 * executor.
 */
final class Conductor {
  /** What a task that failed does to those that do not need it. */
  enum Setback {
    ENDS_ALL,
    SPARES_OTHERS
  }

  /** A task that ended; without a failure it is done. */
  private record Ended(Node node, Duration took, @Nullable Throwable failure) {}

  private final Plan plan;
  private final Labour labour;
  private final Signal signal;
  private final Executor executor;
  private final Story story;
  private final Clock clock;
  private final Instant began;
  private final Course course;
  private final Setback setback;
  private final Map<String, Node> waiting = new LinkedHashMap<>();
  private final Set<String> running = new HashSet<>();
  private final Set<String> done = new HashSet<>();
  private final Results results;
  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();

  Conductor(
      Plan plan,
      Labour labour,
      Signal signal,
      Executor executor,
      Story story,
      Clock clock,
      Course course,
      Setback setback) {
    this.plan = plan;
    this.labour = labour;
    this.signal = signal;
    this.executor = executor;
    this.story = story;
    this.results = new Results(plan);
    this.clock = clock;
    this.began = clock.instant();
    this.course = course;
    this.setback = setback;
  }

  /**
   * Carries out the nodes.
   *
   * @return the report, if every node is done
   * @throws OperationFailedException with the report, otherwise
   */
  Report conduct(List<Node> nodes) {
    nodes.forEach(node -> waiting.put(node.id(), node));
    course.begin(plan, nodes.stream().filter(story::isTold).map(Node::id).toList());
    startReady();
    boolean isInterrupted = false;
    while (!running.isEmpty()) {
      try {
        end(ended.take());
      } catch (InterruptedException e) {
        // what runs comes to its boundary first: nobody may write after the hold is given back
        isInterrupted = true;
        signal.cancel();
      }
      startReady();
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    return report(nodes.size());
  }

  private void startReady() {
    boolean isOver = results.isFailed() && setback == Setback.ENDS_ALL;
    if (isOver || signal.isCancelled()) {
      return;
    }
    boolean again = true;
    while (again) {
      again = false;
      for (Node node : List.copyOf(waiting.values())) {
        if (done.containsAll(node.needs())) {
          waiting.remove(node.id());
          again |= !start(node);
        }
      }
    }
  }

  /** Whether it was started; what is done already is not. */
  private boolean start(Node node) {
    if (!labour.isDue(node)) {
      done.add(node.id());
      course.done(node.id());
      return false;
    }
    running.add(node.id());
    story.started(node);
    try {
      executor.execute(() -> ended.add(story.context(node).call(() -> run(node))));
    } catch (RejectedExecutionException e) {
      ended.add(new Ended(node, Duration.ZERO, e));
    }
    return true;
  }

  private Ended run(Node node) {
    Instant start = clock.instant();
    try {
      labour.run(
          node, notYet -> story.waits(node, notYet.why(), course.at(node.id(), notYet.done())));
      return new Ended(node, Duration.between(start, clock.instant()), null);
    } catch (Exception | Error e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return new Ended(node, Duration.between(start, clock.instant()), e);
    }
  }

  private void end(Ended task) {
    Node node = task.node();
    running.remove(node.id());
    if (task.failure() != null) {
      fail(task, task.failure());
      return;
    }
    done.add(node.id());
    Progress progress = course.done(node.id());
    if (story.isTold(node)) {
      results.done(node, task.took());
      story.finished(node, progress);
    }
  }

  private void fail(Ended task, Throwable cause) {
    results.failed(task.node(), cause, task.took());
    boolean isCancelled = cause instanceof InterruptedException;
    if (!isCancelled) {
      story.failed(task.node(), cause);
    }
    if (isCancelled || setback == Setback.ENDS_ALL) {
      signal.cancel();
    }
  }

  private Report report(int all) {
    for (Node node : waiting.values()) {
      results.left(node, node.needs().stream().filter(n -> !done.contains(n)).toList());
    }
    Duration took = Duration.between(began, clock.instant());
    if (done.size() == all) {
      return results.report(Outcome.DONE, took);
    }
    throw results.failure(took);
  }
}
