package io.osplane.compute;

import java.util.Map;
import java.util.Set;

/**
 * What becomes of a server when its host is drained.
 *
 * @param way how it leaves, if it does
 * @param why why it does not move while it runs; empty if it does
 */
record Fate(Way way, String why) {
  /** What runs, and what will when that which is being done to it is over. */
  private static final Set<String> RUNNING =
      Set.of("ACTIVE", "PAUSED", "MIGRATING", "BUILD", "REBOOT", "HARD_REBOOT", "PASSWORD");

  private static final Map<String, String> OTHERS =
      Map.of(
          "ERROR", "is in error: reset its state or delete it",
          "RESCUE", "is being rescued: end that first",
          "SHELVED", "is shelved, and still on the host: offload it",
          "SUSPENDED", "is suspended, with its memory on the host: resume it first",
          "VERIFY_RESIZE", "was resized: confirm or revert that first");

  /** How a server leaves. */
  enum Way {
    /** While it runs, after what is being done to it. */
    LIVE,
    /** By an image. */
    SHELVED,
    /** It does not. */
    STAYS
  }

  /** Pure. */
  static Fate of(Occupant server, Moving moving) {
    boolean runs = RUNNING.contains(server.guest().status());
    if (runs && !server.hasDevice()) {
      return new Fate(Way.LIVE, "");
    }
    if (!runs && !server.guest().status().equals("SHUTOFF") && !isCutOff(server)) {
      String status = server.guest().status();
      return new Fate(Way.STAYS, OTHERS.getOrDefault(status, "is " + status));
    }
    return still(server, runs ? "has a device of the host" : "is stopped", moving);
  }

  private static boolean isCutOff(Occupant server) {
    return server.guest().status().equals("SHELVED") && server.isMarked();
  }

  private static Fate still(Occupant server, String why, Moving moving) {
    if (server.ephemeral() > 0) {
      return new Fate(Way.STAYS, why + ", and has an ephemeral disk, which no image holds");
    }
    if (server.hasTpm()) {
      return new Fate(Way.STAYS, why + ", and has a TPM, with which Nova shelves no server");
    }
    return moving == Moving.LIVE
        ? new Fate(Way.STAYS, why + ": Moving.LIVE_OR_SHELVED moves it")
        : new Fate(Way.SHELVED, why);
  }
}
