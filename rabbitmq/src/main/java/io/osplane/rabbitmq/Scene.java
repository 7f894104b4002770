package io.osplane.rabbitmq;

import io.osplane.rabbitmq.Observation.Report;
import io.osplane.rabbitmq.Observation.Unseen;
import io.osplane.rabbitmq.RabbitMqHealth.Expected;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What should be and what was seen, side by side.
 *
 * @param expected what the bus should be
 * @param seen what was seen, by node name
 */
record Scene(Expected expected, Map<String, Observation> seen) {
  Scene {
    seen = Collections.unmodifiableMap(new TreeMap<>(seen));
  }

  /** The id that most running members agree on; the first by name of those with as many. */
  static Optional<String> majority(Collection<Observation> observations) {
    SortedMap<String, Long> votes =
        observations.stream()
            .filter(Report.class::isInstance)
            .map(Report.class::cast)
            .filter(Report::isRunning)
            .collect(Collectors.groupingBy(Report::cluster, TreeMap::new, Collectors.counting()));
    return votes.entrySet().stream()
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.<String, Long>comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey);
  }

  List<String> nodes() {
    return expected.nodes();
  }

  Observation of(String node) {
    return seen.getOrDefault(node, new Unseen("it was not asked"));
  }

  /** The expected members that serve, in whatever cluster. */
  SortedMap<String, Report> running() {
    SortedMap<String, Report> running = new TreeMap<>();
    nodes().forEach(node -> addIfRunning(running, node));
    return running;
  }

  private void addIfRunning(SortedMap<String, Report> running, String node) {
    if (of(node) instanceof Report report && report.isRunning()) {
      running.put(node, report);
    }
  }

  /** Whether a member that serves does not see that node running. */
  boolean isMissedByOthers(String node) {
    return running().values().stream().anyMatch(r -> !r.running().contains(node));
  }

  /** Whether it is certain that the node does not serve. */
  boolean isKnownOut(String node) {
    Observation observation = of(node);
    if (observation instanceof Unseen) {
      return isMissedByOthers(node);
    }
    return !(observation instanceof Report report && report.isRunning());
  }

  /** The recorded cluster, or the one that most members agree on. */
  Optional<String> cluster() {
    return expected.cluster().or(() -> majority(seen.values()));
  }

  /** Members that serve alone, each as a cluster of its own beside that of the most. */
  List<String> strays() {
    return running().entrySet().stream()
        .filter(e -> !isOurs(e.getValue()) && e.getValue().members().equals(Set.of(e.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  boolean isOurs(Report report) {
    return cluster().map(report.cluster()::equals).orElse(true);
  }
}
