package io.osplane.openstack;

/** How requests from outside reach the edge. */
public enum Entrance {
  /** Inside the Kubernetes cluster only; something of the caller's own leads there. */
  CLUSTER_IP("ClusterIP"),
  /** By a port of every node. */
  NODE_PORT("NodePort"),
  /** By a load balancer that the Kubernetes cluster provides. */
  LOAD_BALANCER("LoadBalancer");

  private final String type;

  Entrance(String type) {
    this.type = type;
  }

  /** The type of a Kubernetes Service. */
  String type() {
    return type;
  }
}
