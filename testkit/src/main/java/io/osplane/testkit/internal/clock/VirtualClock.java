package io.osplane.testkit.internal.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** Virtual time as a {@link Clock}. */
final class VirtualClock extends Clock {
  private final EventLoop loop;
  private final ZoneId zone;

  VirtualClock(EventLoop loop, ZoneId zone) {
    this.loop = loop;
    this.zone = zone;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new VirtualClock(loop, other);
  }

  @Override
  public Instant instant() {
    return loop.now();
  }
}
