package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.Report;
import io.osplane.Unfinished;
import io.osplane.error.OperationFailedException;
import io.osplane.error.OsplaneException;
import io.osplane.plan.FieldChange;
import io.osplane.plan.ObjectChange;
import io.osplane.plan.Plan;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kubernetes Events about one operation, for whoever looks with {@code kubectl}: on the Lease that
 * it holds, and on objects of which it takes fields over. Each is tried once, and one that cannot
 * be written, for want of the right or of a server, is left out. Thread-safe.
 */
final class Notices {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
  private static final int LONGEST = 1_000;
  private final Engine engine;
  private final Unfinished operation;
  private final Secrets secrets;
  private final JsonNode lease;
  private final AtomicInteger count = new AtomicInteger();

  Notices(Engine engine, Unfinished operation, Situation now, Hold hold) {
    this.engine = engine;
    this.operation = operation;
    this.secrets = now.secrets();
    this.lease = hold.lease();
  }

  void began(Plan plan) {
    String what = plan.steps().size() + " steps, impact " + plan.impact();
    tell(lease, "Normal", "OperationBegan", what + ", by " + operation.holder());
  }

  void done(Report report) {
    tell(lease, "Normal", "OperationDone", "in " + report.took().toSeconds() + " s");
  }

  /** An operation that was cancelled has not failed. */
  void ended(RuntimeException failure) {
    boolean isCancelled =
        failure instanceof OperationFailedException known
            && known.report().outcome() == Report.Outcome.CANCELLED;
    String reason = isCancelled ? "OperationCancelled" : "OperationFailed";
    tell(lease, isCancelled ? "Normal" : "Warning", reason, text(failure));
  }

  /** The remedy comes first: it is what a cut at the end may not take. */
  private static String text(RuntimeException failure) {
    return failure instanceof OsplaneException known
        ? "remedy: " + known.remedy() + "; " + known.problem()
        : failure.toString();
  }

  /** Names the fields and who held them; a value might be a secret. */
  void tookOver(ObjectChange change, JsonNode object) {
    String fields =
        change.fields().stream()
            .filter(FieldChange::isConflict)
            .map(f -> f.path() + ", held by " + f.heldBy())
            .collect(Collectors.joining("; "));
    if (!fields.isEmpty()) {
      tell(object, "Warning", "FieldsTakenOver", fields);
    }
  }

  private void tell(JsonNode about, String type, String reason, String what) {
    String text =
        secrets.redact("%s (operation %s): %s".formatted(operation.verb(), operation.id(), what));
    ObjectNode event =
        event(about)
            .put("type", type)
            .put("reason", reason)
            .put("message", text.substring(0, Math.min(LONGEST, text.length())));
    if (!engine.cluster().writer().offer(event)) {
      LOG.debug("no Kubernetes Event could be written: {} {}", reason, text);
    }
  }

  private ObjectNode event(JsonNode about) {
    String name = "osplane." + operation.id() + "." + count.incrementAndGet();
    ObjectNode event = StateStore.object("v1", "Event", name, engine.cluster(), engine.plane());
    ((ObjectNode) event.at("/metadata/labels")).remove(StateStore.STATE);
    event
        .putObject("involvedObject")
        .put("apiVersion", about.path("apiVersion").asText())
        .put("kind", about.path("kind").asText())
        .put("namespace", engine.cluster().namespace())
        .put("name", about.path("metadata").path("name").asText())
        .put("uid", about.path("metadata").path("uid").asText());
    event.putObject("source").put("component", "osplane");
    String now = engine.clock().instant().truncatedTo(ChronoUnit.SECONDS) + "";
    return event.put("firstTimestamp", now).put("lastTimestamp", now).put("count", 1);
  }
}
