package io.osplane.testkit.programs;

import io.osplane.testkit.ExecRequest;
import io.osplane.testkit.ExecResult;
import io.osplane.testkit.Program;
import java.time.Duration;

/** A program that others reach by the message bus, and by nothing else. */
interface BusPeer extends Program {
  /** How it is on the bus. */
  BusSession session();

  /** The pod that it runs in. */
  default String pod() {
    return session().pod();
  }

  /** Whether the bus lets it in now. */
  default boolean isConnected() {
    return session().isConnected();
  }

  @Override
  default ExecResult exec(ExecRequest request) {
    return session().exec(request);
  }

  /** Whether it does what the bus has for it. */
  default boolean isListening() {
    return session().isListening();
  }

  /** It ends what it has begun first. */
  @Override
  default Duration stop(Duration grace) {
    return Duration.ofSeconds(1);
  }

  @Override
  default boolean listens(int port) {
    return false;
  }
}
