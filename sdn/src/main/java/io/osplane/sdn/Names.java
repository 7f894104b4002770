package io.osplane.sdn;

import io.osplane.spi.Plane;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What everything of one OVN is called. A member's name is in every member's file, so none of this
 * may ever change.
 *
 * @param services the DNS domain of the namespace's Services
 */
record Names(String component, String services, int replicas) {

  static Names of(OvnSpec spec, Plane plane) {
    return new Names(spec.name().value(), plane.serviceDomain(), spec.replicas());
  }

  /** A copy for another number of members. */
  Names with(int number) {
    return new Names(component, services, number);
  }

  /** A database's StatefulSet and its headless Service. */
  String set(Database database) {
    return component + "-" + database.key();
  }

  String northd() {
    return component + "-northd";
  }

  String openvswitch() {
    return component + "-openvswitch";
  }

  String controller() {
    return component + "-controller";
  }

  /** The hosts that lead out, where they are not all of them. */
  String gateway() {
    return component + "-gateway";
  }

  /** The agents that pass guests' questions on. */
  String metadata() {
    return component + "-metadata";
  }

  String peers() {
    return component + "-peers";
  }

  List<String> pods(Database database) {
    return IntStream.range(0, replicas).mapToObj(i -> set(database) + "-" + i).toList();
  }

  List<String> claims(Database database) {
    return pods(database).stream().map(pod -> "data-" + pod).toList();
  }

  /** The DNS domain of a database's members. */
  String domain(Database database) {
    return set(database) + "." + services;
  }

  /** What the other members call a member. */
  String address(Database database, String pod) {
    return "tcp:%s.%s:%d".formatted(pod, domain(database), database.raft());
  }

  /** How clients reach a database: every member, for only one of them leads. */
  String remote(Database database) {
    return pods(database).stream()
        .map(pod -> "tcp:%s.%s:%d".formatted(pod, domain(database), database.client()))
        .collect(Collectors.joining(","));
  }
}
