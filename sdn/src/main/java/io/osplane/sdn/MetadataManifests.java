package io.osplane.sdn;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirementBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.osplane.service.ReadyCommand;
import io.osplane.spi.HostSet;
import io.osplane.spi.Manifests;
import io.osplane.spi.MetadataClaim;
import io.osplane.spi.Mounts;
import io.osplane.spi.Plane;
import io.osplane.spi.SecretTemplate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Neutron's agent on every host that lets guests ask Nova about themselves. It is the only one with
 * Neutron's program and a secret, so it has pods of its own. Pure.
 */
final class MetadataManifests {
  /** The role of its pods. */
  static final String ROLE = "metadata";

  private static final String IMAGE = "openstack";
  private static final String NAMESPACES = "/run/netns";
  private static final String SECRETS = "secrets";
  private final Plane plane;
  private final Names names;
  private final Manifests shared;
  private final MetadataClaim.Binding nova;

  MetadataManifests(Plane plane, Names names, Manifests shared, MetadataClaim.Binding nova) {
    this.plane = plane;
    this.names = names;
    this.shared = shared;
    this.nova = nova;
  }

  /** What the agents sign guests' questions with. */
  SecretTemplate secret() {
    String options =
        "[DEFAULT]\nmetadata_proxy_shared_secret = " + SecretTemplate.value(nova.secret()) + "\n";
    return new SecretTemplate(names.metadata(), Map.of("secrets.ini", options));
  }

  /** The agents with what they read. */
  List<HasMetadata> objects() {
    Map<String, String> files = new TreeMap<>(Scripts.of("metadata.sh"));
    files.put("metadata.ini", options());
    HasMetadata config = shared.rolling(names.metadata(), files);
    return List.of(config, agents(config.getMetadata().getName()));
  }

  /** It is root already: what it runs as root needs no help. */
  private String options() {
    return """
        [DEFAULT]
        use_stderr = true
        state_path = /var/lib/neutron
        metadata_proxy_socket = /var/lib/neutron/metadata_proxy
        nova_metadata_host = %s
        nova_metadata_port = %d
        [AGENT]
        root_helper = env
        [oslo_concurrency]
        lock_path = /var/lib/neutron/lock
        [ovn]
        ovn_sb_connection = %s
        ovsdb_connection_timeout = 60
        ovsdb_probe_interval = 60000
        [ovs]
        ovsdb_connection = unix:/run/openvswitch/db.sock
        """
        .formatted(nova.host(), nova.port(), names.remote(Database.SB));
  }

  private DaemonSet agents(String config) {
    var isHost =
        new NodeSelectorRequirementBuilder()
            .withKey(plane.hostLabel())
            .withOperator("Exists")
            .build();
    DaemonSet set =
        new HostSet(names.metadata(), ROLE, List.of(isHost), "RollingUpdate")
            .of(shared, volumes(config), agent());
    return new DaemonSetBuilder(set)
        .editSpec()
        .editTemplate()
        .editMetadata()
        .addToAnnotations(Manifests.EPOCHS, secret().epochs())
        .endMetadata()
        .endTemplate()
        .endSpec()
        .build();
  }

  private List<Volume> volumes(String config) {
    Volume secrets =
        new VolumeBuilder()
            .withName(SECRETS)
            .withNewSecret()
            .withSecretName(names.metadata())
            .withDefaultMode(0400)
            .endSecret()
            .build();
    return List.of(
        Mounts.files("config", config),
        secrets,
        Mounts.host("run-openvswitch", "/run/openvswitch"),
        Mounts.host("namespaces", NAMESPACES),
        Mounts.scratch("state"),
        Mounts.scratch("tmp"));
  }

  /** What it mounts below the namespaces' directory is the host's, and outlives it. */
  private Container agent() {
    ContainerBuilder agent =
        shared
            .container(ROLE, IMAGE, 20, 320)
            .withCommand("bash", "/osplane/metadata.sh")
            .withEnv(
                Mounts.field("NODE", "spec.nodeName"),
                Mounts.variable("EVENTLET_NO_GREENDNS", "yes"))
            .editSecurityContext()
            .withPrivileged(true)
            .withAllowPrivilegeEscalation(true)
            .withCapabilities(null)
            .endSecurityContext()
            .withVolumeMounts(
                Mounts.at("config", "/osplane"),
                Mounts.at(SECRETS, "/osplane-secrets"),
                Mounts.at("run-openvswitch", "/run/openvswitch"),
                new VolumeMountBuilder(Mounts.at("namespaces", NAMESPACES))
                    .withMountPropagation("Bidirectional")
                    .build(),
                Mounts.at("state", "/var/lib/neutron"),
                Mounts.at("tmp", "/tmp"));
    return ReadyCommand.of("bash", "/osplane/metadata.sh", "ready").addTo(agent).build();
  }
}
