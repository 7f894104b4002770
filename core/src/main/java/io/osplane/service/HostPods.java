package io.osplane.service;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirementBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.osplane.spi.HostSet;
import io.osplane.spi.Manifests;
import io.osplane.spi.Mounts;
import io.osplane.spi.Plane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one service runs on every host. */
record HostPods(Row row, Plane plane, Manifests manifests, Volumes volumes, Placeholders values) {
  /**
   * The DaemonSet of one role. A process that reads the configuration is updated when that, or a
   * secret in it, changes.
   */
  DaemonSet set(String name, String role, Row.Host host, Config config) {
    DaemonSet set =
        new HostSet(name, role, List.of(where(values.fill(host.group()))), host.update())
            .of(manifests, used(host), container(role, host));
    return new DaemonSetBuilder(set)
        .editSpec()
        .editTemplate()
        .editOrNewMetadata()
        .addToAnnotations(host.configured() ? Map.of(Manifests.EPOCHS, config.epochs()) : Map.of())
        .endMetadata()
        .editSpec()
        .withHostPID(host.seesProcesses() ? true : null)
        .withTerminationGracePeriodSeconds(host.grace())
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private NodeSelectorRequirement where(String group) {
    NodeSelectorRequirementBuilder isHost =
        new NodeSelectorRequirementBuilder().withKey(plane.hostLabel());
    return group.isEmpty()
        ? isHost.withOperator("Exists").build()
        : isHost.withOperator("In").withValues(group).build();
  }

  private List<Volume> used(Row.Host host) {
    List<Volume> used = new ArrayList<>();
    used.add(volumes.scripts());
    used.addAll(volumes.secretVolumes(host.secrets()));
    if (host.configured()) {
      used.addAll(volumes.read());
    }
    List<String> paths = List.copyOf(new TreeMap<>(host.paths()).values());
    for (int i = 0; i < paths.size(); i++) {
      used.add(Mounts.host("host-" + i, values.fill(paths.get(i))));
    }
    used.addAll(volumes.disks(host));
    used.add(Mounts.scratch("tmp"));
    return used;
  }

  private List<VolumeMount> mounts(Row.Host host) {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(volumes.scriptsMount());
    mounts.addAll(volumes.secretMounts(host.secrets()));
    if (host.configured()) {
      mounts.addAll(volumes.readMounts());
    }
    List<String> paths = List.copyOf(new TreeMap<>(host.paths()).keySet());
    for (int i = 0; i < paths.size(); i++) {
      mounts.add(
          new VolumeMountBuilder(Mounts.at("host-" + i, paths.get(i)))
              .withMountPropagation("Bidirectional")
              .build());
    }
    mounts.addAll(volumes.diskMounts(host));
    mounts.add(Mounts.at("tmp", "/tmp"));
    return mounts;
  }

  private Container container(String role, Row.Host host) {
    String image = host.image().isEmpty() ? row.image() : host.image();
    ContainerBuilder container =
        manifests
            .container(role, image, host.milliCpu(), host.mebibytes())
            .withCommand(host.command())
            .withEnv(environment(host))
            .withVolumeMounts(mounts(host))
            .editSecurityContext()
            .withPrivileged(true)
            .withAllowPrivilegeEscalation(true)
            .withReadOnlyRootFilesystem(!host.writesRoot())
            .withCapabilities(null)
            .endSecurityContext();
    return Pods.checked(container, host.check(), ReadyCommand.SECONDS).build();
  }

  /** The node's name and address come first: others may refer to them. */
  private List<EnvVar> environment(Row.Host host) {
    List<EnvVar> all = new ArrayList<>();
    all.add(Mounts.field("NODE", "spec.nodeName"));
    all.add(Mounts.field("NODE_IP", "status.hostIP"));
    Map<String, String> own = new TreeMap<>(row.environment());
    own.putAll(values.fill(host.environment()));
    own.forEach((name, value) -> all.add(Mounts.variable(name, value)));
    return all;
  }
}
