package io.osplane.testkit.programs;

import io.osplane.testkit.Program;

/** A program that others reach by the message bus. */
interface BusPeer extends Program {
  /** The pod that it runs in. */
  String pod();

  /** Whether the bus lets it in now. */
  boolean isConnected();
}
