package io.osplane.internal.engine;

import io.osplane.error.RefusedException;
import io.osplane.internal.LogContext;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Requests that do not wait for each other, some at a time: each more would open a connection, and
 * TLS handshakes were seen to take a large part of the caller's processor time.
 *
 * @param threads whose threads they take; never those of tasks, which would wait for their own
 */
public record SideBySide(Executor threads) {
  /** How many requests of one call are under way at once. */
  static final int AT_ONCE = 16;

  /**
   * The answers in the order of the questions, when all are there.
   *
   * @throws RefusedException if the control plane is closed
   * @throws RuntimeException the first that a question threw, after all have ended
   */
  <Q, A> List<A> ask(List<Q> questions, Function<Q, A> answer) {
    Queue<Runnable> open = new ConcurrentLinkedQueue<>();
    List<CompletableFuture<A>> answers =
        questions.stream()
            .map(q -> new CompletableFuture<A>().completeAsync(() -> answer.apply(q), open::add))
            .toList();
    Runnable asker = LogContext.current().around(() -> runAll(open));
    answers.stream().limit(AT_ONCE).forEach(each -> begin(asker));
    try {
      CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private static void runAll(Queue<Runnable> open) {
    for (Runnable next = open.poll(); next != null; next = open.poll()) {
      next.run();
    }
  }

  private void begin(Runnable asker) {
    try {
      threads.execute(asker);
    } catch (RejectedExecutionException e) {
      throw new RefusedException(
          "ask the cluster",
          "this control plane is closed",
          "Open another one with ControlPlane.builder()");
    }
  }

  /** As {@link #ask}, for what has no answer. */
  <Q> void each(List<Q> questions, Consumer<Q> work) {
    ask(
        questions,
        question -> {
          work.accept(question);
          return true;
        });
  }
}
