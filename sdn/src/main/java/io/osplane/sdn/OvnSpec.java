package io.osplane.sdn;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is wanted of OVN: two databases, what translates between them, and the agents of the hosts.
 *
 * @param name the instance's name
 * @param replicas the members of each database: 1, 3, 5 or 7
 * @param storage the size of each member's volume, a Kubernetes quantity; it can grow, not shrink
 * @param storageClass the volumes' storage class; empty for the cluster's default
 * @param datapath where the hosts' Open vSwitch moves packets
 * @param tunnelInterface the network card whose address is the host's end of every tunnel; empty
 *     for the node's own address. With {@link Datapath#USERSPACE} it is given to Open vSwitch, so
 *     it must be a second card: without one, no packet leaves the host through a tunnel
 * @param bridgeMappings by physical network, the bridge ({@code br-…}) or network card that leads
 *     to it on every host
 * @param gatewayGroup the group of hosts that lead out to physical networks; empty for every host
 */
public record OvnSpec(
    ComponentName name,
    int replicas,
    String storage,
    Optional<String> storageClass,
    Datapath datapath,
    String tunnelInterface,
    Map<String, String> bridgeMappings,
    Optional<String> gatewayGroup)
    implements ComponentSpec {

  /** Sorts the mappings, so that rendering is deterministic. */
  public OvnSpec {
    bridgeMappings = Collections.unmodifiableMap(new TreeMap<>(bridgeMappings));
  }

  /** Three members of each database with 1 GiB each. */
  public static OvnSpec defaults() {
    return of(3);
  }

  /** An instance called {@code ovn}, with the kernel's datapath. */
  public static OvnSpec of(int replicas) {
    return new OvnSpec(
        ComponentName.of(Ovn.KIND),
        replicas,
        "1Gi",
        Optional.empty(),
        Datapath.KERNEL,
        "",
        Map.of(),
        Optional.empty());
  }

  @Override
  public String kind() {
    return Ovn.KIND;
  }

  @Override
  public OvnSpec withReplicas(int number) {
    return new OvnSpec(
        name,
        number,
        storage,
        storageClass,
        datapath,
        tunnelInterface,
        bridgeMappings,
        gatewayGroup);
  }

  public OvnSpec withStorage(String size) {
    return new OvnSpec(
        name,
        replicas,
        size,
        storageClass,
        datapath,
        tunnelInterface,
        bridgeMappings,
        gatewayGroup);
  }

  public OvnSpec withStorageClass(String value) {
    return new OvnSpec(
        name,
        replicas,
        storage,
        Optional.of(value),
        datapath,
        tunnelInterface,
        bridgeMappings,
        gatewayGroup);
  }

  public OvnSpec withDatapath(Datapath value) {
    return new OvnSpec(
        name,
        replicas,
        storage,
        storageClass,
        value,
        tunnelInterface,
        bridgeMappings,
        gatewayGroup);
  }

  public OvnSpec withTunnelInterface(String card) {
    return new OvnSpec(
        name, replicas, storage, storageClass, datapath, card, bridgeMappings, gatewayGroup);
  }

  /** A copy with one more physical network, reached through a bridge or network card. */
  public OvnSpec withBridgeMapping(String network, String bridgeOrCard) {
    Map<String, String> more = new TreeMap<>(bridgeMappings);
    more.put(network, bridgeOrCard);
    return new OvnSpec(
        name, replicas, storage, storageClass, datapath, tunnelInterface, more, gatewayGroup);
  }

  public OvnSpec withGatewayGroup(String group) {
    return new OvnSpec(
        name,
        replicas,
        storage,
        storageClass,
        datapath,
        tunnelInterface,
        bridgeMappings,
        Optional.of(group));
  }
}
