package io.osplane.internal.engine;

import io.osplane.Ticker;
import io.osplane.internal.kube.Cluster;
import java.time.Duration;
import java.util.Optional;

/**
 * One who wants the Lease and looks at it: how long it has seen the same record, by its own ticker
 * and never by the times in the record (the algorithm of Kubernetes' leader election).
 *
 * <p>A look counts from its answer on and until its question: neither a slow request nor a pause of
 * ours makes a record older than it was seen. Not thread-safe.
 */
final class LeaseObserver {
  private final Cluster cluster;
  private final Ticker ticker;
  private Optional<LeaseRecord> found = Optional.empty();
  private Optional<Duration> first = Optional.empty();
  private String beat = "";
  private Duration since = Duration.ZERO;
  private Duration age = Duration.ZERO;
  private Duration waited = Duration.ZERO;

  LeaseObserver(Cluster cluster, Ticker ticker) {
    this.cluster = cluster;
    this.ticker = ticker;
  }

  /** Looks again. */
  Optional<LeaseRecord> look() {
    Duration asked = ticker.elapsed();
    found = LeaseRecord.read(cluster);
    Duration answered = ticker.elapsed();
    String seen = found.map(LeaseRecord::beat).orElse("");
    if (seen.equals(beat)) {
      age = asked.minus(since);
    } else {
      beat = seen;
      since = answered;
      age = Duration.ZERO;
    }
    waited = first.map(asked::minus).orElse(Duration.ZERO);
    first = first.or(() -> Optional.of(answered));
    return found;
  }

  /** How long from the first look to the last; a record that stayed is no older. */
  Duration waited() {
    return waited;
  }

  /** Who held it at the last look; empty if nobody did. */
  String holder() {
    return found.map(LeaseRecord::holder).orElse("");
  }

  /** How long from the last look until the term of what was seen is over; zero if it is. */
  Duration left(Duration term) {
    boolean isOver = holder().isEmpty() || age.compareTo(term) >= 0;
    return isOver ? Duration.ZERO : term.minus(age);
  }
}
