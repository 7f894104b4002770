package io.osplane.testkit.programs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** The agents of all hosts, and Nova's other processes, as its API sees them. */
record HostAgents(BusLink bus, Records records, Instant now) {
  private static final Duration DOWN = Duration.ofSeconds(60);

  /** The agent of a host; empty if none runs and is reached. */
  Optional<HostAgent> of(String host) {
    return bus.peers(HostAgent.queue(host), HostAgent.class).stream().findFirst();
  }

  /** When a process reported the last time; each does so while it takes messages. */
  Optional<Instant> reported(ObjectNode service) {
    return bus.seen(HostRecords.queue(service.path(HostRecords.BINARY).asText(), host(service)));
  }

  /** Whether a process reported, or was new, within the last minute. */
  boolean isUp(ObjectNode service) {
    Instant last =
        reported(service)
            .orElseGet(() -> Instant.parse(service.path(HostRecords.CREATED).asText()));
    return !last.plus(DOWN).isBefore(now);
  }

  /** The host for one more server: of those that take some, one with the fewest. */
  Optional<String> choose(String except) {
    return records
        .find(
            HostRecords.SERVICES,
            Map.of(HostRecords.BINARY, HostRecords.AGENT, HostRecords.STATUS, "enabled"))
        .stream()
        .map(HostAgents::host)
        .filter(host -> !host.equals(except) && of(host).isPresent())
        .min(
            Comparator.comparing((String host) -> HostRecords.on(records, host).size())
                .thenComparing(Comparator.naturalOrder()));
  }

  private static String host(ObjectNode service) {
    return service.path(HostRecords.HOST).asText();
  }
}
