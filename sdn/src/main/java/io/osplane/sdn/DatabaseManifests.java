package io.osplane.sdn;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.osplane.spi.Manifests;
import io.osplane.spi.Mounts;
import java.util.List;

/** The members of one database: their volumes and their StatefulSet. Pure. */
final class DatabaseManifests {
  /** No image has this user; it owns nothing but the volume. */
  static final long USER = 64642;

  private static final String DATA = "/var/lib/ovn";
  private final OvnSpec spec;
  private final Names names;
  private final Manifests shared;
  private final Database database;

  DatabaseManifests(OvnSpec spec, Names names, Manifests shared, Database database) {
    this.spec = spec;
    this.names = names;
    this.shared = shared;
    this.database = database;
  }

  /** Made before the pods: a pod that meets an unbound volume loses seconds. */
  List<HasMetadata> volumes() {
    return names.claims(database).stream()
        .<HasMetadata>map(name -> volume(name, spec.storage()))
        .toList();
  }

  private PersistentVolumeClaim volume(String name, String size) {
    return new PersistentVolumeClaimBuilder()
        .withMetadata(shared.meta(name))
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withStorageClassName(spec.storageClass().orElse(null))
        .withNewResources()
        .addToRequests("storage", new Quantity(size))
        .endResources()
        .endSpec()
        .build();
  }

  /**
   * The set; all members start at once, because each may have to wait for the others.
   *
   * @param scripts the name of the ConfigMap with the scripts
   */
  StatefulSet set(String scripts) {
    return new StatefulSetBuilder()
        .withMetadata(shared.meta(names.set(database)))
        .withNewSpec()
        .withReplicas(names.replicas())
        .withServiceName(names.set(database))
        .withPodManagementPolicy("Parallel")
        .withNewUpdateStrategy()
        .withType("RollingUpdate")
        .endUpdateStrategy()
        .withNewPersistentVolumeClaimRetentionPolicy("Retain", "Retain")
        .withSelector(shared.selector(database.key()))
        .withTemplate(pod(scripts))
        // a template can never change, the claims made in advance can: they carry the size
        .addToVolumeClaimTemplates(volume("data", "1Gi"))
        .endSpec()
        .build();
  }

  private PodTemplateSpec pod(String scripts) {
    return shared
        .memberPod(database.key(), USER, USER)
        .editSpec()
        .addToInitContainers(prepare())
        .addToContainers(server())
        .withVolumes(
            Mounts.files("scripts", scripts),
            Mounts.files("peers", names.peers()),
            Mounts.memory("run"),
            Mounts.scratch("tmp"))
        .endSpec()
        .build();
  }

  /** Gives the volume to the server's user: not every kind of volume heeds fsGroup. */
  private Container prepare() {
    return shared
        .container("prepare", Ovn.IMAGE, 10, 16)
        .editSecurityContext()
        .withRunAsNonRoot(false)
        .withRunAsUser(0L)
        .editCapabilities()
        .addToAdd("CHOWN")
        .endCapabilities()
        .endSecurityContext()
        .withCommand(
            "sh",
            "-c",
            "[ \"$(stat -c %%u %1$s)\" = %2$d ] || chown %2$d:%2$d %1$s".formatted(DATA, USER))
        .withVolumeMounts(Mounts.at("data", DATA))
        .build();
  }

  private Container server() {
    return shared
        .container("ovsdb", Ovn.IMAGE, 20, 64)
        .withCommand("bash", "/osplane/member.sh")
        .withEnv(
            Mounts.variable("DATABASE", database.key()),
            Mounts.variable("SCHEMA", database.schema()),
            Mounts.variable("CLIENT", String.valueOf(database.client())),
            Mounts.variable("RAFT", String.valueOf(database.raft())),
            Mounts.variable("DOMAIN", names.domain(database)))
        .addNewPort()
        .withName("clients")
        .withContainerPort(database.client())
        .endPort()
        .addNewPort()
        .withName("members")
        .withContainerPort(database.raft())
        .endPort()
        .withNewReadinessProbe()
        .withNewTcpSocket()
        .withPort(new IntOrString(database.client()))
        .endTcpSocket()
        .withPeriodSeconds(1)
        .withTimeoutSeconds(2)
        .withFailureThreshold(3)
        .endReadinessProbe()
        // never about the majority: a member that restarts because others are away mends nothing
        .withNewLivenessProbe()
        .withNewExec()
        .withCommand("bash", Members.CONTROL, "live")
        .endExec()
        .withInitialDelaySeconds(60)
        .withPeriodSeconds(60)
        .withTimeoutSeconds(15)
        .withFailureThreshold(5)
        .endLivenessProbe()
        .withVolumeMounts(
            Mounts.at("data", DATA),
            Mounts.at("scripts", "/osplane"),
            Mounts.at("peers", "/peers"),
            Mounts.at("run", "/run/ovn"),
            Mounts.at("tmp", "/tmp"))
        .build();
  }
}
