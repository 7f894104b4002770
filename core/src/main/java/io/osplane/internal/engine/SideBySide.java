package io.osplane.internal.engine;

import io.osplane.error.RefusedException;
import io.osplane.internal.LogContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Requests that do not wait for each other.
 *
 * @param threads whose threads they take; never those of tasks, which would wait for their own
 */
public record SideBySide(Executor threads) {
  /**
   * The answers in the order of the questions, when all are there.
   *
   * @throws RefusedException if the control plane is closed
   * @throws RuntimeException the first that a question threw, after all have ended
   */
  <Q, A> List<A> ask(List<Q> questions, Function<Q, A> answer) {
    LogContext context = LogContext.current();
    List<CompletableFuture<A>> answers =
        questions.stream()
            .map(question -> begin(() -> context.call(() -> answer.apply(question))))
            .toList();
    try {
      CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private <A> CompletableFuture<A> begin(Supplier<A> question) {
    try {
      return CompletableFuture.supplyAsync(question, threads);
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
