package io.osplane.testkit;

/**
 * A Kubernetes cluster inside the JVM: an API server on a loopback port for any client, controllers
 * on virtual time, nodes that can be switched off, and programs in the containers.
 *
 * <p>Closing it ends its threads and connections. Thread-safe.
 */
public interface SimulatedCluster extends AutoCloseable {

  /** A cluster of three nodes with the default program everywhere. */
  static SimulatedCluster start() {
    return builder().start();
  }

  static SimulatedClusterBuilder builder() {
    return new SimulatedClusterBuilder();
  }

  /** The API server's address, such as {@code http://127.0.0.1:40123}. */
  String url();

  /** A bearer token with every right. */
  String adminToken();

  /** A bearer token of a service account, whose rights are those of its roles in the cluster. */
  String tokenFor(String namespace, String serviceAccount);

  /** A kubeconfig file for the admin, as YAML. */
  String kubeconfig();

  SimulatedClock clock();

  Audit audit();

  Faults faults();

  /** The node called {@code node1}, {@code node2} and so on. */
  SimulatedNode node(String name);

  @Override
  void close();
}
