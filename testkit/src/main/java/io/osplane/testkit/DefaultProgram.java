package io.osplane.testkit;

import java.time.Duration;

/** Runs for ever and is ready after a second; where it is meant to end, it ends well after one. */
public class DefaultProgram implements Program {
  private static final Duration START = Duration.ofSeconds(1);

  private final Container container;
  private boolean ready;

  public DefaultProgram(Container container) {
    this.container = container;
  }

  @Override
  public void start() {
    container.after(START, this::started);
  }

  private void started() {
    ready = true;
    if (container.finishes()) {
      container.exit(0);
    }
  }

  @Override
  public boolean probe(Probe probe) {
    return ready || probe.type() == Probe.Type.LIVENESS;
  }
}
