package io.osplane.internal.engine;

/** What an interrupted thread still has to say to the cluster before it ends. */
final class Uninterrupted {
  private Uninterrupted() {}

  /** Runs it as if nothing had interrupted the thread, which is interrupted again afterwards. */
  static void run(Runnable last) {
    boolean isInterrupted = Thread.interrupted();
    try {
      last.run();
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
