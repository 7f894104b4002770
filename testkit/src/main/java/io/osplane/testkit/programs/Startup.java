package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import java.time.Duration;

/**
 * How a long-running process begins. A database that nobody serves is tried ten times, as oslo.db
 * does; a process that cannot begin ends.
 *
 * @param service who logs
 * @param failure the exit code of one that cannot begin
 */
record Startup(Container container, String service, int failure) {
  private static final Duration NEEDED = Duration.ofSeconds(3);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int TRIES = 10;

  /**
   * Begins.
   *
   * @param work what it does first, once it is loaded; fails with {@link DatabaseException} or
   *     {@link ProgramFailure}
   */
  void run(Runnable work) {
    container.after(NEEDED, () -> attempt(work, TRIES));
  }

  private void attempt(Runnable work, int tries) {
    try {
      work.run();
    } catch (DatabaseException e) {
      if (e.isUnreached() && tries > 1) {
        container.log(
            "WARNING oslo_db [-] SQL connection failed. %d attempts left.".formatted(tries));
        container.after(INTERVAL, () -> attempt(work, tries - 1));
      } else {
        end(e.unhandled());
      }
    } catch (ProgramFailure e) {
      end(String.valueOf(e.getMessage()));
    }
  }

  private void end(String why) {
    container.log("CRITICAL %s [-] %s".formatted(service, why));
    container.exit(failure);
  }
}
