package io.osplane.testkit.programs;

import io.osplane.testkit.Network;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Who connected to one broker to take messages from queues, and when; some may be gone by now. */
final class BusConsumers {
  private final Map<Consumer, Instant> all = new LinkedHashMap<>();

  private record Consumer(String host, String queue, String address, String pod) {
    boolean isOf(String wantedHost, String wantedQueue) {
      return host.equals(wantedHost) && queue.equals(wantedQueue);
    }
  }

  /** Knows a program from now on, as long as the broker runs. */
  void add(String host, String queue, String address, String pod, Instant now) {
    all.put(new Consumer(host, queue, address, pod), now);
  }

  /** Those that still run, are reached and let in, and do something. */
  <P extends BusPeer> Stream<P> of(String host, String queue, Class<P> type, Network network) {
    return all.keySet().stream()
        .filter(c -> c.isOf(host, queue))
        .flatMap(
            c -> network.programs(c.address(), type).stream().filter(p -> p.pod().equals(c.pod())))
        .filter(BusPeer::isListening);
  }

  /** When somebody was at a queue the last time. */
  Optional<Instant> seen(String host, String queue) {
    return all.entrySet().stream()
        .filter(e -> e.getKey().isOf(host, queue))
        .map(Map.Entry::getValue)
        .max(Comparator.naturalOrder());
  }
}
