package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The names of nodes, and the way from one to the others. */
record RabbitNames(Container container) {
  private static final Pattern LISTED =
      Pattern.compile("(?m)^cluster_formation\\.classic_config\\.nodes\\.\\d+ = (\\S+)");

  String own() {
    return container.env().getOrDefault("RABBITMQ_NODENAME", "rabbit@" + container.pod());
  }

  /** The nodes of the file that an empty one reads, and this one. */
  NavigableSet<String> listed() {
    String file = container.text("/etc/rabbitmq/conf.d/20-members.conf").orElse("");
    NavigableSet<String> names = new TreeSet<>(List.of(own()));
    LISTED.matcher(file).results().map((MatchResult r) -> r.group(1)).forEach(names::add);
    return names;
  }

  /** The others of these whose VM runs and is reached. */
  List<RabbitNode> others(Collection<String> names) {
    return names.stream()
        .filter(name -> !name.equals(own()))
        .map(name -> name.replaceFirst(".*@", ""))
        .flatMap(host -> container.network().program(host, RabbitMember.class).stream())
        .map(RabbitMember::node)
        .toList();
  }
}
