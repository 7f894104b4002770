package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.Unfinished;
import io.osplane.error.BusyException;
import io.osplane.error.LeaseLostException;
import io.osplane.error.OsplaneException;
import io.osplane.error.UnfinishedException;
import io.osplane.internal.kube.Cluster;
import io.osplane.internal.kube.FieldSchema.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to change a control plane, held by one caller at a time as a Kubernetes Lease.
 *
 * <p>It lasts 15 s and is renewed every 5 s. Whether another one's has expired is told by our own
 * clock: from when we first saw its renewal, never by comparing its time with ours (the algorithm
 * of Kubernetes' leader election). Each taking raises the epoch. The operation that is carried out
 * under it is noted on the Lease itself, in the same write, so that one that was left open can be
 * seen.
 */
final class Hold implements AutoCloseable {
  static final String NAME = "osplane";
  private static final Logger LOG = LoggerFactory.getLogger(Hold.class);
  private static final Duration TERM = Duration.ofSeconds(15);
  private static final Duration RENEWAL = Duration.ofSeconds(5);
  private static final long LOOK_AGAIN_MILLIS = 500;
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
  private static final String OPERATION = "osplane.io/operation";
  private static final String VERB = "osplane.io/verb";
  private static final String SINCE = "osplane.io/since";

  private final Cluster cluster;
  private final Kind kind;
  private final String plane;
  private final String holder;
  private volatile ObjectNode lease;
  private final ScheduledFuture<?> renewal;
  private volatile long renewedAt = System.nanoTime();
  private volatile String lost = "";
  private volatile boolean isDissolved;

  private Hold(
      Cluster cluster,
      String plane,
      String holder,
      ObjectNode lease,
      ScheduledExecutorService timer) {
    this.cluster = cluster;
    this.kind = kindOf(cluster);
    this.plane = plane;
    this.holder = holder;
    this.lease = lease;
    this.renewal = timer.scheduleWithFixedDelay(this::renew, 5, 5, TimeUnit.SECONDS);
  }

  /** The operation that is noted on the Lease: open, if nobody has ended it. */
  static Optional<Unfinished> open(Cluster cluster) {
    return cluster.get(kindOf(cluster), NAME).flatMap(Hold::open);
  }

  private static Optional<Unfinished> open(ObjectNode lease) {
    var notes = lease.path("metadata").path("annotations");
    if (notes.path(OPERATION).asText().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Unfinished(
            notes.path(OPERATION).asText(),
            notes.path(VERB).asText(),
            lease.path("spec").path("holderIdentity").asText(),
            Instant.parse(notes.path(SINCE).asText(Instant.EPOCH.toString()))));
  }

  /**
   * Takes the Lease; waits one term for another holder.
   *
   * @param signal ends the waiting early when it is cancelled
   * @throws BusyException if another caller goes on renewing it
   * @throws UnfinishedException if an operation of another verb was left open
   */
  static Hold take(
      Cluster cluster,
      String plane,
      Unfinished operation,
      Clock clock,
      ScheduledExecutorService timer,
      Signal signal)
      throws InterruptedException {
    long end = System.nanoTime() + TERM.plusSeconds(2).toNanos();
    String seen = "";
    long seenAt = System.nanoTime();
    while (true) {
      if (signal.isCancelled()) {
        throw new InterruptedException("cancelled");
      }
      Optional<ObjectNode> found = cluster.get(kindOf(cluster), NAME);
      String holder = found.map(l -> l.path("spec").path("holderIdentity").asText()).orElse("");
      String renewed =
          found.map(l -> holder + l.path("spec").path("renewTime").asText()).orElse("");
      if (!renewed.equals(seen)) {
        seen = renewed;
        seenAt = System.nanoTime();
      }
      boolean isExpired = System.nanoTime() - seenAt > TERM.toNanos();
      if (holder.isEmpty() || isExpired) {
        found.flatMap(Hold::open).ifPresent(open -> refuseOther(open, operation));
        Optional<ObjectNode> taken = write(cluster, found, plane, operation, clock);
        if (taken.isPresent()) {
          return new Hold(cluster, plane, operation.holder(), taken.get(), timer);
        }
      } else if (System.nanoTime() > end) {
        throw new BusyException(plane, holder);
      }
      signal.await(signal.count(), LOOK_AGAIN_MILLIS);
    }
  }

  private static void refuseOther(Unfinished open, Unfinished asked) {
    if (!open.verb().equals(asked.verb())) {
      throw new UnfinishedException(
          open.verb() + " of " + open.holder() + " since " + open.since(), asked.verb());
    }
  }

  private static Optional<ObjectNode> write(
      Cluster cluster,
      Optional<ObjectNode> found,
      String plane,
      Unfinished operation,
      Clock clock) {
    ObjectNode lease =
        found
            .map(ObjectNode::deepCopy)
            .orElseGet(
                () -> StateStore.object("coordination.k8s.io/v1", "Lease", NAME, cluster, plane));
    String now = micros(clock.instant());
    lease
        .withObject("/spec")
        .put("holderIdentity", operation.holder())
        .put("leaseDurationSeconds", (int) TERM.toSeconds())
        .put("acquireTime", now)
        .put("renewTime", now)
        .put("leaseTransitions", lease.path("spec").path("leaseTransitions").asInt() + 1);
    lease
        .withObject("/metadata/annotations")
        .put(OPERATION, operation.id())
        .put(VERB, operation.verb())
        .put(SINCE, operation.since().toString());
    return found.isPresent() ? cluster.replace(lease) : cluster.create(lease);
  }

  /**
   * Gives up an operation that was left open.
   *
   * @throws BusyException if its holder goes on renewing the Lease: it is at work
   */
  static void abort(Cluster cluster, String plane, CountDownLatch closed) {
    Optional<ObjectNode> first = cluster.get(kindOf(cluster), NAME);
    if (first.isEmpty()) {
      return;
    }
    String holder = first.get().path("spec").path("holderIdentity").asText();
    try {
      if (!holder.isEmpty() && closed.await(RENEWAL.toSeconds() + 1, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    Optional<ObjectNode> second = cluster.get(kindOf(cluster), NAME);
    if (!holder.isEmpty()
        && !second.map(ObjectNode::toString).equals(first.map(ObjectNode::toString))) {
      throw new BusyException(plane, holder);
    }
    second.ifPresent(lease -> cluster.replace(released(lease)));
  }

  /** Rises with each taking; state records carry it. */
  int epoch() {
    return lease.path("spec").path("leaseTransitions").asInt();
  }

  /**
   * Makes sure that it is still held.
   *
   * @throws LeaseLostException if it was taken, or could not be renewed for a term
   */
  void check() {
    if (lost.isEmpty() && System.nanoTime() - renewedAt > TERM.toNanos()) {
      lost = "no renewal for " + TERM.toSeconds() + " s";
    }
    if (!lost.isEmpty()) {
      throw new LeaseLostException(plane, lost);
    }
  }

  private synchronized void renew() {
    if (!lost.isEmpty() || renewal.isCancelled()) {
      return;
    }
    try {
      long asked = System.nanoTime();
      ObjectNode changed = lease.deepCopy();
      changed.withObject("/spec").put("renewTime", micros(Instant.now()));
      Optional<ObjectNode> renewed = cluster.replace(changed);
      if (renewed.isPresent()) {
        lease = renewed.get();
        renewedAt = asked;
      } else {
        lost =
            cluster
                .get(kind, NAME)
                .map(l -> "now held by " + l.path("spec").path("holderIdentity").asText())
                .orElse("the Lease is gone");
      }
    } catch (OsplaneException e) {
      LOG.warn("could not renew the hold on {}: {}", plane, e.getMessage());
    }
  }

  /** From here on nothing of it shall stay: its end deletes the Lease. */
  void dissolve() {
    isDissolved = true;
  }

  /** Ends the operation and lets the next caller in; a hold that was lost is left alone. */
  @Override
  public synchronized void close() {
    renewal.cancel(false);
    if (lost.isEmpty()) {
      try {
        release();
      } catch (OsplaneException e) {
        LOG.warn("could not release the hold of {} on {}: {}", holder, plane, e.getMessage());
      }
    }
  }

  /** Released before it is deleted: an account that may not delete it locks nobody out. */
  private void release() {
    Optional<ObjectNode> free = cluster.replace(released(lease));
    if (isDissolved && free.isPresent()) {
      cluster.delete(kind, NAME, free.get().path("metadata").path("uid").asText());
    }
  }

  private static ObjectNode released(ObjectNode lease) {
    ObjectNode changed = lease.deepCopy();
    changed.withObject("/spec").put("holderIdentity", "");
    changed.withObject("/metadata").withObject("/annotations").removeAll();
    return changed;
  }

  private static Kind kindOf(Cluster cluster) {
    return cluster.kind("coordination.k8s.io/v1", "Lease");
  }

  private static String micros(Instant at) {
    return MICROS.format(at.atOffset(ZoneOffset.UTC));
  }
}
