package io.osplane.testkit.internal.kubelet;

/** The machine under a node. */
final class Node {
  final String name;
  final int number;
  boolean powered = true;
  boolean plugged = true;
  int pods;

  Node(String name, int number) {
    this.name = name;
    this.number = number;
  }

  /** Whether the rest of the cluster can reach it. */
  boolean reachable() {
    return powered && plugged;
  }

  String address() {
    return "192.168.0." + number;
  }

  /** What the addresses of its pods begin with. */
  String podNetwork() {
    return "10.244." + number + ".";
  }

  String nextPodAddress() {
    pods++;
    return podNetwork() + pods;
  }
}
