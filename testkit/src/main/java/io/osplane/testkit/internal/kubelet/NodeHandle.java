package io.osplane.testkit.internal.kubelet;

import io.osplane.testkit.SimulatedNode;
import io.osplane.testkit.internal.clock.EventLoop;

/** A node's switches. */
record NodeHandle(EventLoop loop, Nodes nodes, Kubelet kubelet, Node node)
    implements SimulatedNode {

  @Override
  public String name() {
    return node.name;
  }

  @Override
  public void powerOff() {
    change(
        () -> {
          node.powered = false;
          kubelet.powerOff(node);
          nodes.silent(node);
        });
  }

  @Override
  public void boot() {
    change(
        () -> {
          if (!node.powered) {
            node.powered = true;
            kubelet.boot(node);
          }
          heardIfReachable();
        });
  }

  @Override
  public void cut() {
    change(
        () -> {
          node.plugged = false;
          nodes.silent(node);
        });
  }

  @Override
  public void plug() {
    change(
        () -> {
          node.plugged = true;
          heardIfReachable();
          kubelet.report(node);
        });
  }

  private void heardIfReachable() {
    if (node.reachable()) {
      nodes.heard(node);
    }
  }

  private void change(Runnable action) {
    loop.run(
        () -> {
          loop.stimulate();
          loop.attend();
          action.run();
        });
  }
}
