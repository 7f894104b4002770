package io.osplane.testkit.programs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** The agents of all hosts, as Nova's API sees them. */
record HostAgents(BusLink bus, Records records) {

  /** The agent of a host; empty if none runs and is reached. */
  Optional<HostAgent> of(String host) {
    return bus.peers(HostAgent.queue(host), HostAgent.class).stream().findFirst();
  }

  /** The host for one more server: of those that take some, one with the fewest. */
  Optional<String> choose(String except) {
    return records.find(HostRecords.SERVICES, Map.of(HostRecords.STATUS, "enabled")).stream()
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
