package io.osplane.sdn;

/** Where Open vSwitch moves packets. */
public enum Datapath {
  /** In the kernel, by its module {@code openvswitch}. */
  KERNEL("system"),
  /** In Open vSwitch's own process: needs no module, and is slower. */
  USERSPACE("netdev");

  private final String type;

  Datapath(String type) {
    this.type = type;
  }

  /** What Open vSwitch calls it. */
  String type() {
    return type;
  }
}
