package io.osplane.galera;

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
import io.osplane.spi.View;
import java.util.List;
import java.util.stream.IntStream;

/** The members: their volumes and their StatefulSet. Pure. */
final class MemberManifests {
  /** The role of the members' pods. */
  static final String ROLE = "member";

  private static final long MYSQL_USER = 100;
  private static final long MYSQL_GROUP = 101;
  private final GaleraSpec spec;
  private final Manifests shared;
  private final String files;

  /**
   * Renders with the objects' common parts.
   *
   * @param files the name of the ConfigMap with the members' files
   */
  MemberManifests(GaleraSpec spec, Manifests shared, String files) {
    this.spec = spec;
    this.shared = shared;
    this.files = files;
  }

  static List<String> volumeNames(GaleraSpec spec) {
    return IntStream.range(0, spec.replicas())
        .mapToObj(i -> "data-" + spec.name() + "-" + i)
        .toList();
  }

  static boolean isBound(View view, String claim) {
    return view.find(PersistentVolumeClaim.class, claim)
        .filter(c -> c.getStatus() != null && "Bound".equals(c.getStatus().getPhase()))
        .isPresent();
  }

  /**
   * The members' volumes, made before their pods: a pod that meets an unbound one loses seconds.
   */
  List<HasMetadata> volumes() {
    return volumeNames(spec).stream()
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

  StatefulSet set() {
    return new StatefulSetBuilder()
        .withMetadata(shared.meta(spec.name().value()))
        .withNewSpec()
        .withReplicas(spec.replicas())
        .withServiceName(GaleraManifests.nodes(spec))
        .withPodManagementPolicy("Parallel")
        .withNewUpdateStrategy()
        .withType("RollingUpdate")
        .endUpdateStrategy()
        .withNewPersistentVolumeClaimRetentionPolicy("Retain", "Retain")
        .withSelector(shared.selector(ROLE))
        .withTemplate(pod())
        // a template can never change, the claims made in advance can: they carry the size
        .addToVolumeClaimTemplates(volume("data", "1Gi"))
        .endSpec()
        .build();
  }

  private PodTemplateSpec pod() {
    return shared
        .memberPod(ROLE, MYSQL_USER, MYSQL_GROUP)
        .editSpec()
        .withTerminationGracePeriodSeconds(120L)
        .addToInitContainers(volumeOwner())
        .addToContainers(server())
        .addNewVolume()
        .withName("files")
        .withNewConfigMap()
        .withName(files)
        .withDefaultMode(0555)
        .endConfigMap()
        .endVolume()
        .addNewVolume()
        .withName("run")
        .withNewEmptyDir()
        .withMedium("Memory")
        .endEmptyDir()
        .endVolume()
        .addNewVolume()
        .withName("tmp")
        .withNewEmptyDir()
        .endEmptyDir()
        .endVolume()
        .endSpec()
        .build();
  }

  /** Gives the volume to the server's user: not every kind of volume heeds fsGroup. */
  private Container volumeOwner() {
    return shared
        .container("volume", "galera", 10, 32)
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
            "[ \"$(stat -c %u /var/lib/galera)\" = 100 ] || chown 100:101 /var/lib/galera")
        .addNewVolumeMount()
        .withName("data")
        .withMountPath("/var/lib/galera")
        .endVolumeMount()
        .build();
  }

  private Container server() {
    return shared
        .container("galera", "galera", 150, 192)
        .withCommand("bash", "/osplane/member.sh")
        .addNewEnv()
        .withName("POD_IP")
        .withNewValueFrom()
        .withNewFieldRef("v1", "status.podIP")
        .endValueFrom()
        .endEnv()
        .addNewPort()
        .withName("sql")
        .withContainerPort(3306)
        .endPort()
        .addNewPort()
        .withName("answers")
        .withContainerPort(9200)
        .endPort()
        .withNewReadinessProbe()
        .withNewHttpGet()
        .withPath("/")
        .withPort(new IntOrString(9200))
        .endHttpGet()
        .withPeriodSeconds(1)
        .withTimeoutSeconds(3)
        .withFailureThreshold(3)
        .endReadinessProbe()
        .withNewLivenessProbe()
        .withNewHttpGet()
        .withPath("/live")
        .withPort(new IntOrString(9200))
        .endHttpGet()
        .withInitialDelaySeconds(30)
        .withPeriodSeconds(20)
        .withTimeoutSeconds(10)
        .withFailureThreshold(6)
        .endLivenessProbe()
        .addNewVolumeMount()
        .withName("data")
        .withMountPath("/var/lib/galera")
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("files")
        .withMountPath("/osplane")
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("run")
        .withMountPath("/run/galera")
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath("/tmp")
        .endVolumeMount()
        .build();
  }
}
