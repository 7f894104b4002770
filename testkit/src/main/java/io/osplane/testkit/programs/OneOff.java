package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.Program;
import java.time.Duration;
import java.util.function.ToIntFunction;

/** A program that does one thing and ends with its exit code. */
final class OneOff implements Program {
  private static final Duration NEEDED = Duration.ofSeconds(3);
  private final Container container;
  private final ToIntFunction<Container> work;

  OneOff(Container container, ToIntFunction<Container> work) {
    this.container = container;
    this.work = work;
  }

  @Override
  public void start() {
    container.after(NEEDED, () -> container.exit(work.applyAsInt(container)));
  }

  @Override
  public boolean listens(int port) {
    return false;
  }
}
