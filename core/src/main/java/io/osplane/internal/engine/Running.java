package io.osplane.internal.engine;

import io.osplane.Execution;
import io.osplane.Report;
import io.osplane.event.Progress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** An operation on a thread of its own. */
final class Running implements Execution {
  private final Signal signal = new Signal();
  private final CompletableFuture<Report> end = new CompletableFuture<>();
  private final Course course;

  Running(Engine engine, Course course, BiFunction<Signal, Course, Report> work) {
    this.course = course;
    Thread thread =
        new Thread(
            () -> {
              try {
                end.complete(work.apply(signal, course));
              } catch (RuntimeException | Error e) {
                end.completeExceptionally(e);
              }
            },
            "osplane-" + engine.plane() + "-operation");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public Progress progress() {
    return course.now();
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
