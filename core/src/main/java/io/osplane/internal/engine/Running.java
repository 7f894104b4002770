package io.osplane.internal.engine;

import io.osplane.Execution;
import io.osplane.Report;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.DoubleConsumer;

/** An operation on a thread of its own. */
final class Running implements Execution {
  private final Signal signal = new Signal();
  private final CompletableFuture<Report> end = new CompletableFuture<>();
  private volatile double progress;

  Running(Engine engine, BiFunction<Signal, DoubleConsumer, Report> work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                end.complete(work.apply(signal, share -> progress = Math.max(progress, share)));
              } catch (RuntimeException | Error e) {
                end.completeExceptionally(e);
              }
            },
            "osplane-" + engine.plane() + "-operation");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public double progress() {
    return progress;
  }

  @Override
  public void cancel() {
    signal.cancel();
  }

  @Override
  public Report await() {
    try {
      return end.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public CompletionStage<Report> completion() {
    return end.copy();
  }
}
