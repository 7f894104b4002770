package io.osplane.rabbitmq;

import io.osplane.spi.Plane;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What everything of one message bus is called. A node's name is its identity and its data
 * directory, so none of this may ever change.
 *
 * @param services the DNS domain of the namespace's Services
 */
record Names(String component, String services, int replicas) {
  /** The role of the members' pods. */
  static final String ROLE = "member";

  static Names of(RabbitMqSpec spec, Plane plane) {
    return new Names(spec.name().value(), plane.serviceDomain(), spec.replicas());
  }

  String headless() {
    return component + "-nodes";
  }

  String domain() {
    return headless() + "." + services;
  }

  String cookie() {
    return component + "-cookie";
  }

  /** The Secret with the password of the account that takes the place of {@code guest}. */
  String internal() {
    return component + "-internal";
  }

  String config() {
    return component + "-config";
  }

  String memberList() {
    return component + "-members";
  }

  List<String> pods() {
    return each(component + "-%d");
  }

  List<String> claims() {
    return each("data-" + component + "-%d");
  }

  /** Erlang's names of the members. */
  List<String> nodes() {
    return pods().stream().map(this::node).toList();
  }

  String node(String pod) {
    return "rabbit@" + pod + "." + domain();
  }

  /** What clients in the namespace call the members. */
  List<String> hosts() {
    return each(component + "-%d." + headless());
  }

  private List<String> each(String format) {
    return IntStream.range(0, replicas).mapToObj(format::formatted).toList();
  }
}
