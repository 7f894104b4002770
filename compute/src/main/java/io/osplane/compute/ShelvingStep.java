package io.osplane.compute;

import java.util.List;

/** What is to be asked for next, so that a server goes by an image. */
enum ShelvingStep {
  SHELVE,
  SHELVE_OFFLOAD,
  UNSHELVE,
  STOP,
  UNMARK,
  /** Nothing helps. */
  NONE;

  /** Of a server to which nothing is being done. */
  static ShelvingStep of(Occupant server, String from) {
    boolean isThere = server.guest().host().equals(from);
    return switch (server.guest().status()) {
      case "SHELVED" -> SHELVE_OFFLOAD;
      case "SHELVED_OFFLOADED" -> UNSHELVE;
      case "ACTIVE" -> isThere ? SHELVE : server.tags().contains(Shelving.WAS_OFF) ? STOP : UNMARK;
      case "SHUTOFF", "PAUSED" -> isThere ? SHELVE : UNMARK;
      default -> NONE;
    };
  }

  void ask(Occupant server, CloudApi api) {
    String id = server.guest().id();
    switch (this) {
      case SHELVE -> api.servers().act(id, "shelve");
      case SHELVE_OFFLOAD -> api.servers().act(id, "shelveOffload");
      case UNSHELVE -> api.servers().act(id, "unshelve");
      case STOP -> api.servers().act(id, "os-stop");
      case UNMARK ->
          List.of(Shelving.WAS_OFF, Shelving.WAS_ON).forEach(tag -> api.servers().unmark(id, tag));
      default -> throw new IllegalStateException(id);
    }
  }
}
