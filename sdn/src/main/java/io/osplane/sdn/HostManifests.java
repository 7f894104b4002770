package io.osplane.sdn;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirementBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.osplane.service.ReadyCommand;
import io.osplane.spi.HostSet;
import io.osplane.spi.Manifests;
import io.osplane.spi.Mounts;
import io.osplane.spi.Plane;
import java.util.List;
import java.util.stream.Collectors;

/** What runs on every host: Open vSwitch, and OVN's agent that programs it. Pure. */
final class HostManifests {
  /** The roles of the hosts' pods. */
  static final String SWITCH = "openvswitch";

  static final String CONTROLLER = "controller";
  static final String GATEWAY = "gateway";
  private static final String RUN = "/run/openvswitch";
  private static final String STATE = "/etc/openvswitch";
  private final OvnSpec spec;
  private final Plane plane;
  private final Names names;
  private final Manifests shared;

  HostManifests(OvnSpec spec, Plane plane) {
    this.spec = spec;
    this.plane = plane;
    this.names = Names.of(spec, plane);
    this.shared = new Manifests(plane, spec.name());
  }

  /** The names of the DaemonSets. */
  List<String> sets() {
    return spec.gatewayGroup().isEmpty()
        ? List.of(names.openvswitch(), names.controller())
        : List.of(names.openvswitch(), names.controller(), names.gateway());
  }

  /** Open vSwitch. It is updated only where somebody deletes its pod: that cuts guests off. */
  List<HasMetadata> openvswitch() {
    HasMetadata scripts =
        shared.rolling(names.openvswitch(), Scripts.of("vswitch-db.sh", "vswitchd.sh"));
    HostSet set = new HostSet(names.openvswitch(), SWITCH, List.of(isHost()), "OnDelete");
    return List.of(scripts, set.of(shared, volumes(scripts), database(), vswitchd()));
  }

  /** OVN's agents: one set for all hosts, or one for those that lead out and one for the others. */
  List<HasMetadata> controllers() {
    HasMetadata scripts =
        shared.rolling(names.controller(), Scripts.of("controller.sh", "unbound.conf"));
    String group = spec.gatewayGroup().orElse("");
    if (group.isEmpty()) {
      HostSet all = new HostSet(names.controller(), CONTROLLER, List.of(isHost()), "RollingUpdate");
      return List.of(scripts, all.of(shared, volumes(scripts), controller(true)));
    }
    HostSet others =
        new HostSet(
            names.controller(),
            CONTROLLER,
            List.of(isHost(), group("NotIn", group)),
            "RollingUpdate");
    HostSet gateways =
        new HostSet(names.gateway(), GATEWAY, List.of(group("In", group)), "RollingUpdate");
    return List.of(
        scripts,
        others.of(shared, volumes(scripts), controller(false)),
        gateways.of(shared, volumes(scripts), controller(true)));
  }

  private NodeSelectorRequirement isHost() {
    return new NodeSelectorRequirementBuilder()
        .withKey(plane.hostLabel())
        .withOperator("Exists")
        .build();
  }

  private NodeSelectorRequirement group(String operator, String group) {
    return new NodeSelectorRequirementBuilder()
        .withKey(plane.hostLabel())
        .withOperator(operator)
        .withValues(group)
        .build();
  }

  private List<Volume> volumes(HasMetadata scripts) {
    return List.of(
        Mounts.files("scripts", scripts.getMetadata().getName()),
        Mounts.host("run-openvswitch", RUN),
        Mounts.host("openvswitch", plane.hostDirectory() + "/openvswitch"),
        Mounts.memory("run"),
        Mounts.scratch("tmp"));
  }

  private Container database() {
    return ReadyCommand.of(
            "ovs-vsctl", "--no-wait", "--timeout=5", "get", "Open_vSwitch", ".", "_uuid")
        .addTo(container("ovsdb", 10, 32, "vswitch-db.sh"))
        .build();
  }

  private Container vswitchd() {
    ContainerBuilder vswitchd =
        container("vswitchd", 50, 96, "vswitchd.sh")
            .withEnv(
                Mounts.variable("DATAPATH", spec.datapath().type()),
                Mounts.variable("TUNNEL", spec.tunnelInterface()))
            .editSecurityContext()
            .withPrivileged(true)
            .withAllowPrivilegeEscalation(true)
            .withCapabilities(null)
            .endSecurityContext();
    return ReadyCommand.of("ovs-appctl", "--timeout=5", "-t", RUN + "/ovs-vswitchd.ctl", "version")
        .addTo(vswitchd)
        .build();
  }

  private Container controller(boolean leadsOut) {
    ContainerBuilder controller =
        container("controller", 20, 64, "controller.sh")
            .withEnv(
                Mounts.field("NODE", "spec.nodeName"),
                Mounts.field("NODE_IP", "status.hostIP"),
                Mounts.variable("REMOTE", names.remote(Database.SB)),
                Mounts.variable("DATAPATH", spec.datapath().type()),
                Mounts.variable("TUNNEL", spec.tunnelInterface()),
                Mounts.variable("MAPPINGS", mappings()),
                Mounts.variable("GATEWAY", leadsOut ? "yes" : ""))
            .editSecurityContext()
            .editCapabilities()
            .addToAdd("NET_ADMIN")
            .endCapabilities()
            .endSecurityContext();
    return ReadyCommand.of("bash", "/osplane/controller.sh", "ready").addTo(controller).build();
  }

  /** Each as {@code network:bridge} or {@code network:bridge:card}. */
  private String mappings() {
    return spec.bridgeMappings().entrySet().stream()
        .map(e -> e.getKey() + ":" + path(e.getValue()))
        .collect(Collectors.joining(","));
  }

  private static String path(String target) {
    String bridge = Rules.bridge(target);
    return bridge.equals(target) ? bridge : bridge + ":" + target;
  }

  private ContainerBuilder container(String name, int milliCpu, int mebibytes, String script) {
    return shared
        .container(name, Ovn.IMAGE, milliCpu, mebibytes)
        .withCommand("bash", "/osplane/" + script)
        .withVolumeMounts(
            Mounts.at("scripts", "/osplane"),
            Mounts.at("run-openvswitch", RUN),
            Mounts.at("openvswitch", STATE),
            Mounts.at("run", "/run/ovn"),
            Mounts.at("tmp", "/tmp"));
  }
}
