package io.osplane.event;

import java.time.Instant;

/** Something that happened during an operation; implementations are records. */
public interface Event {
  /** When it happened. */
  Instant at();

  /** The operation's id, the same in logs and on the objects it touches. */
  String operation();
}
