package io.osplane.testkit.programs;

import io.osplane.testkit.Program;
import java.util.Optional;

/** A program that takes connections of database clients. */
interface DatabaseServer extends Program {
  int SQL_PORT = 3306;

  /** The server that a client that connects here speaks to; none if nobody serves. */
  Optional<GaleraServer> writer();
}
