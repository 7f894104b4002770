package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.Ticker;
import io.osplane.Unfinished;
import io.osplane.error.BusyException;
import io.osplane.error.LeaseLostException;
import io.osplane.error.OsplaneException;
import io.osplane.error.RefusedException;
import io.osplane.error.UnfinishedException;
import io.osplane.internal.LogContext;
import io.osplane.internal.kube.Cluster;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to change a control plane, held by one caller at a time as a Kubernetes Lease.
 *
 * <p>It lasts 15 s and is renewed every 5 s. Whether another one's has expired is told by our own
 * ticker, see {@link LeaseObserver}. Each taking raises the epoch. The operation that is carried
 * out under it is noted on the Lease itself, in the same write, so that one that was left open can
 * be seen.
 */
final class Hold implements AutoCloseable {
  static final Duration TERM = Duration.ofSeconds(15);
  private static final Logger LOG = LoggerFactory.getLogger(Hold.class);
  private static final Duration RENEWAL = Duration.ofSeconds(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Duration WAIT = TERM.plusSeconds(2);
  private static final Duration SIGN_OF_LIFE = RENEWAL.plusSeconds(1);

  private final Cluster cluster;
  private final String plane;
  private final Clock clock;
  private final Ticker ticker;
  private final Ticker.Alarm renewal;
  private volatile LeaseRecord lease;
  private volatile Duration renewedAt;
  private volatile boolean isOver = true;
  private volatile String lost = "";
  private volatile boolean isDissolved;

  /** Renewals are due from before it is taken. */
  private Hold(Cluster cluster, String plane, LeaseRecord free, Clock clock, Ticker ticker) {
    this.cluster = cluster;
    this.plane = plane;
    this.clock = clock;
    this.ticker = ticker;
    this.lease = free;
    this.renewedAt = ticker.elapsed();
    this.renewal = ticker.every(RENEWAL, LogContext.current().around(this::renew));
  }

  /** The operation that is noted on the Lease: open, if nobody has ended it. */
  static Optional<Unfinished> open(Cluster cluster) {
    return LeaseRecord.read(cluster).flatMap(LeaseRecord::open);
  }

  /**
   * Takes the Lease; waits one term for another holder.
   *
   * @param clock tells the times that are noted, for people
   * @param ticker measures the terms
   * @param signal ends the waiting early when it is cancelled
   * @throws BusyException if another caller goes on renewing it
   * @throws UnfinishedException if an operation of another verb was left open
   * @throws RefusedException if the namespace is another control plane's
   */
  static Hold take(
      Cluster cluster,
      String plane,
      Unfinished operation,
      Clock clock,
      Ticker ticker,
      Signal signal)
      throws InterruptedException {
    LeaseObserver observer = new LeaseObserver(cluster, ticker);
    while (true) {
      if (signal.isCancelled()) {
        throw new InterruptedException("cancelled");
      }
      long seen = signal.count();
      Optional<LeaseRecord> found = observer.look();
      found.ifPresent(lease -> refuseOtherPlane(lease, plane, operation));
      Duration left = observer.left(TERM);
      if (left.isZero()) {
        found.flatMap(LeaseRecord::open).ifPresent(open -> refuseOther(open, operation));
        LeaseRecord free = found.orElseGet(() -> LeaseRecord.first(cluster, plane));
        Hold hold = new Hold(cluster, plane, free, clock, ticker);
        if (hold.begin(operation)) {
          return hold;
        }
      }
      if (observer.waited().compareTo(WAIT) >= 0) {
        throw new BusyException(plane, observer.holder());
      }
      boolean isSooner = !left.isZero() && left.compareTo(LOOK_AGAIN) < 0;
      signal.await(seen, isSooner ? left : LOOK_AGAIN, ticker);
    }
  }

  private static void refuseOtherPlane(LeaseRecord lease, String plane, Unfinished asked) {
    String owner = lease.plane().orElse(plane);
    if (!owner.equals(plane)) {
      throw new RefusedException(
          asked.verb() + " control plane " + plane + " here",
          "the namespace is that of control plane " + owner,
          "Use a namespace of its own; if " + owner + " is gone for good, delete Lease osplane");
    }
  }

  private static void refuseOther(Unfinished open, Unfinished asked) {
    if (!open.verb().equals(asked.verb())) {
      throw new UnfinishedException(
          open.verb() + " of " + open.holder() + " since " + open.since(), asked.verb());
    }
  }

  /** The term begins no later than for an observer: before it is taken. */
  private synchronized boolean begin(Unfinished operation) {
    renewedAt = ticker.elapsed();
    try {
      Optional<LeaseRecord> taken = lease.taken(operation, TERM, clock.instant()).write(cluster);
      taken.ifPresent(record -> lease = record);
      isOver = taken.isEmpty();
      return taken.isPresent();
    } finally {
      if (isOver) {
        renewal.close();
      }
    }
  }

  /**
   * Gives up an operation that was left open.
   *
   * @param signal ends the waiting for a sign of life when it is cancelled
   * @throws BusyException if its holder goes on renewing the Lease: it is at work
   */
  static void abort(Cluster cluster, String plane, Ticker ticker, Signal signal)
      throws InterruptedException {
    Optional<LeaseRecord> first = LeaseRecord.read(cluster);
    String holder = first.map(LeaseRecord::holder).orElse("");
    if (!holder.isEmpty()) {
      signal.await(signal.count(), SIGN_OF_LIFE, ticker);
      if (!LeaseRecord.read(cluster).equals(first)) {
        throw new BusyException(plane, holder);
      }
    }
    first.ifPresent(lease -> lease.released().write(cluster));
  }

  /** The object that others see. */
  ObjectNode lease() {
    return lease.object();
  }

  /** Rises with each taking; state records carry it. */
  int epoch() {
    return lease.epoch();
  }

  /**
   * Makes sure that it is still held.
   *
   * @throws LeaseLostException if it was taken, or could not be renewed for a term
   */
  void check() {
    if (lost.isEmpty() && ticker.elapsed().minus(renewedAt).compareTo(TERM) >= 0) {
      lost = "no renewal for " + TERM.toSeconds() + " s";
    }
    if (!lost.isEmpty()) {
      throw new LeaseLostException(plane, lost);
    }
  }

  /**
   * How long it is still held for sure; positive.
   *
   * @throws LeaseLostException as {@link #check}
   */
  Duration left() {
    check();
    return TERM.minus(ticker.elapsed().minus(renewedAt)).plusMillis(1);
  }

  private synchronized void renew() {
    if (!lost.isEmpty() || isOver) {
      return;
    }
    try {
      Duration asked = ticker.elapsed();
      Optional<LeaseRecord> renewed = lease.renewed(clock.instant()).write(cluster);
      if (renewed.isPresent()) {
        lease = renewed.get();
        renewedAt = asked;
      } else {
        lost =
            LeaseRecord.read(cluster)
                .map(other -> "now held by " + other.holder())
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
    isOver = true;
    renewal.close();
    if (lost.isEmpty()) {
      try {
        Uninterrupted.run(this::release);
      } catch (OsplaneException e) {
        LOG.warn(
            "could not release the hold of {} on {}: {}", lease.holder(), plane, e.getMessage());
      }
    }
  }

  /** Released before it is deleted: an account that may not delete it locks nobody out. */
  private void release() {
    Optional<LeaseRecord> free = lease.released().write(cluster);
    if (isDissolved && free.isPresent()) {
      free.get().delete(cluster);
    }
  }
}
