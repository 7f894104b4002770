package io.osplane.testkit.programs;

import io.osplane.testkit.Network;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Who connected to one broker to take messages from queues; some may be gone by now. */
final class BusConsumers {
  private final Set<Consumer> all = new LinkedHashSet<>();

  private record Consumer(String host, String queue, String address, String pod) {}

  /** Knows a program from now on, as long as the broker runs. */
  void add(String host, String queue, String address, String pod) {
    all.add(new Consumer(host, queue, address, pod));
  }

  /** Those that still run, are reached and let in. */
  <P extends BusPeer> Stream<P> of(String host, String queue, Class<P> type, Network network) {
    return all.stream()
        .filter(c -> c.host().equals(host) && c.queue().equals(queue))
        .flatMap(
            c -> network.programs(c.address(), type).stream().filter(p -> p.pod().equals(c.pod())))
        .filter(BusPeer::isConnected);
  }
}
