package io.osplane.testkit.internal.kubelet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Tree;

/** The state of a container, as its status shows it. */
sealed interface State {

  /** It has not started, or starts again. */
  record Waiting(String reason, String message) implements State {}

  record Running(String since) implements State {}

  record Terminated(int code, String reason, String since, String at) implements State {}

  default ObjectNode json() {
    ObjectNode json = Tree.object();
    if (this instanceof Waiting w) {
      ObjectNode state = json.putObject("waiting").put("reason", w.reason());
      if (!w.message().isEmpty()) {
        state.put("message", w.message());
      }
    } else if (this instanceof Running r) {
      json.putObject("running").put("startedAt", r.since());
    } else if (this instanceof Terminated t) {
      json.putObject("terminated")
          .put("exitCode", t.code())
          .put("reason", t.reason())
          .put("startedAt", t.since())
          .put("finishedAt", t.at());
    }
    return json;
  }
}
