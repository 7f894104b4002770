package io.osplane.real;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Size;
import io.osplane.compute.ComputeSpec;
import io.osplane.compute.VirtType;
import io.osplane.openstack.OpenStack;
import io.osplane.sdn.Datapath;
import io.osplane.sdn.OvnSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A whole cloud in a namespace of its own, with guests on QEMU in Open vSwitch's userspace: what
 * runs on any nodes. Its hosts are the nodes that were labelled for it; gone when closed.
 */
final class WholeCloud implements AutoCloseable {
  private final KubernetesClient admin;
  private final Lab lab;
  private final Set<String> hosts = new TreeSet<>();

  /** Makes the namespace and labels its hosts; deploys nothing. */
  WholeCloud(List<String> nodes, ControlPlaneSpec spec) {
    this.admin = Lab.admin(NeedsCluster.kubeconfig());
    this.lab = new Lab(admin, spec);
    nodes.forEach(this::label);
  }

  /** What is deployed: {@code OpenStack.ha(3)} with what differs here from KVM on bare metal. */
  static ControlPlaneSpec spec() {
    OvnSpec ovn = OvnSpec.of(3).withDatapath(Datapath.USERSPACE);
    return OpenStack.ha(3)
        .size(Size.TINY)
        .component(tunnelCard().map(ovn::withTunnelInterface).orElse(ovn))
        .component(ComputeSpec.of(VirtType.QEMU))
        .build();
  }

  /** The nodes' second network card, without which guests on different hosts do not meet. */
  static Optional<String> tunnelCard() {
    return Optional.ofNullable(System.getenv("OSPLANE_TUNNEL_CARD")).filter(s -> !s.isEmpty());
  }

  /** The nodes of the cluster, by name. */
  static List<String> nodes() {
    try (KubernetesClient client = Lab.admin(NeedsCluster.kubeconfig())) {
      return client.nodes().list().getItems().stream()
          .map(node -> node.getMetadata().getName())
          .sorted()
          .toList();
    }
  }

  Lab lab() {
    return lab;
  }

  ControlPlane open() {
    return lab.open();
  }

  /** One of its hosts. */
  String host() {
    return hosts.iterator().next();
  }

  /** Makes a node a host. */
  void label(String node) {
    label(node, "default");
  }

  /** Makes a node a host of a group. */
  void label(String node, String group) {
    hosts.add(node);
    setLabel(node, group);
  }

  /** Makes it none. */
  void unlabel(String node) {
    hosts.remove(node);
    setLabel(node, null);
  }

  /** As a patch: kubelets write their nodes all the time, and a whole node would be refused. */
  private void setLabel(String node, @Nullable String value) {
    String quoted = value == null ? "null" : '"' + value + '"';
    String patch =
        "{\"metadata\":{\"labels\":{\"osplane.io/host.%s\":%s}}}"
            .formatted(lab.namespace(), quoted);
    var unused = admin.nodes().withName(node).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  /** The pods of a role that are to stay. */
  List<Pod> pods(String component, String role) {
    return admin
        .pods()
        .inNamespace(lab.namespace())
        .withLabel("osplane.io/component", component)
        .withLabel("osplane.io/role", role)
        .list()
        .getItems()
        .stream()
        .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  /** Has a pod end as Kubernetes ends pods. */
  void end(String pod) {
    var unused = admin.pods().inNamespace(lab.namespace()).withName(pod).delete();
  }

  /** Has a pod's processes end at once. */
  void kill(String pod) {
    var unused =
        admin.pods().inNamespace(lab.namespace()).withName(pod).withGracePeriod(0).delete();
  }

  /**
   * Kills the pod of a role on a host, does something at once, and waits until there is another.
   */
  void replace(String component, String role, String host, Runnable meanwhile) {
    String before = pod(component, role, host).getMetadata().getName();
    kill(before);
    meanwhile.run();
    Duration unused =
        Until.so(
            "another pod of " + role,
            Duration.ofMinutes(1),
            () ->
                pods(component, role).stream()
                    .filter(pod -> host.equals(pod.getSpec().getNodeName()))
                    .anyMatch(pod -> !pod.getMetadata().getName().equals(before)));
  }

  /** The pod of a role on a host. */
  Pod pod(String component, String role, String host) {
    return pods(component, role).stream()
        .filter(p -> host.equals(p.getSpec().getNodeName()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + role + " on " + host));
  }

  /** What a bash script says in libvirt's pod of a host, which sees the host's processes. */
  String onHost(String host, String script) {
    Pod libvirt =
        admin
            .pods()
            .inNamespace(lab.namespace())
            .withLabel("osplane.io/role", "libvirt")
            .withField("spec.nodeName", host)
            .list()
            .getItems()
            .stream()
            .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no libvirt on " + host));
    return lab.exec(libvirt.getMetadata().getName(), "libvirt", script);
  }

  @Override
  public void close() {
    try (ControlPlane cloud = lab.open()) {
      cloud.remove().apply();
    } finally {
      Set.copyOf(hosts).forEach(this::unlabel);
      lab.close();
      admin.close();
    }
  }
}
