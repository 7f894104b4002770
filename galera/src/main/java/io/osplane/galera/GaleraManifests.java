package io.osplane.galera;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.osplane.spi.Manifests;
import io.osplane.spi.Plane;
import io.osplane.spi.View;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The Kubernetes objects of one cluster. Pure. */
final class GaleraManifests {
  private static final String MEMBER = "member";
  private static final String PROXY = "proxy";
  private static final long MYSQL_USER = 100;
  private static final long MYSQL_GROUP = 101;
  private static final long HAPROXY_USER = 102;
  private static final long HAPROXY_GROUP = 103;
  private final GaleraSpec spec;
  private final Manifests shared;
  private final GaleraConfig config;

  GaleraManifests(GaleraSpec spec, Plane plane) {
    this.spec = spec;
    this.shared = new Manifests(plane, spec.name());
    this.config = new GaleraConfig(spec, plane);
  }

  /** The name of the headless Service that gives the members their names. */
  static String nodes(GaleraSpec spec) {
    return spec.name() + "-nodes";
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

  /** Everything that is there before the members. */
  List<HasMetadata> base() {
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(shared.account());
    objects.add(shared.rolling(spec.name() + "-member", config.member()));
    objects.add(memberNames());
    objects.add(writer());
    objects.add(policy());
    if (spec.replicas() > 1) {
      objects.add(shared.budget(spec.name().value(), MEMBER));
    }
    return objects;
  }

  /**
   * The members' volumes, made before their pods: a pod that meets an unbound one loses seconds.
   */
  List<HasMetadata> volumes() {
    return volumeNames(spec).stream()
        .map(name -> (HasMetadata) volume(name, spec.storage()))
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

  private Service memberNames() {
    return shared
        .headless(nodes(spec), MEMBER)
        .editSpec()
        .addNewPort()
        .withName("sql")
        .withPort(3306)
        .endPort()
        .addNewPort()
        .withName("group")
        .withPort(4567)
        .endPort()
        .addNewPort()
        .withName("increment")
        .withPort(4568)
        .endPort()
        .addNewPort()
        .withName("snapshot")
        .withPort(4444)
        .endPort()
        .endSpec()
        .build();
  }

  /** Where clients go: to the proxies, or to the only member. */
  private Service writer() {
    return shared
        .service(spec.name().value(), spec.replicas() > 1 ? PROXY : MEMBER)
        .editSpec()
        .addNewPort()
        .withName("sql")
        .withPort(3306)
        .endPort()
        .endSpec()
        .build();
  }

  /** Group traffic between members only; statements from the namespace. */
  private NetworkPolicy policy() {
    return new NetworkPolicyBuilder()
        .withMetadata(shared.meta(spec.name().value()))
        .withNewSpec()
        .withPodSelector(shared.selector(MEMBER))
        .addToPolicyTypes("Ingress")
        .addNewIngress()
        .addNewFrom()
        .withPodSelector(shared.selector(MEMBER))
        .endFrom()
        .endIngress()
        .addNewIngress()
        .addNewFrom()
        .withNewPodSelector()
        .endPodSelector()
        .endFrom()
        .addNewPort()
        .withPort(new IntOrString(3306))
        .endPort()
        .endIngress()
        .addNewIngress()
        .addNewPort()
        .withPort(new IntOrString(9200))
        .endPort()
        .endIngress()
        .endSpec()
        .build();
  }

  StatefulSet members() {
    return new StatefulSetBuilder()
        .withMetadata(shared.meta(spec.name().value()))
        .withNewSpec()
        .withReplicas(spec.replicas())
        .withServiceName(nodes(spec))
        .withPodManagementPolicy("Parallel")
        .withNewUpdateStrategy()
        .withType("RollingUpdate")
        .endUpdateStrategy()
        .withNewPersistentVolumeClaimRetentionPolicy("Retain", "Retain")
        .withSelector(shared.selector(MEMBER))
        .withTemplate(memberPod())
        // a template can never change, the claims made in advance can: they carry the size
        .addToVolumeClaimTemplates(volume("data", "1Gi"))
        .endSpec()
        .build();
  }

  private PodTemplateSpec memberPod() {
    String files = shared.rolling(spec.name() + "-member", config.member()).getMetadata().getName();
    return shared
        .pod(MEMBER, MYSQL_USER, MYSQL_GROUP)
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
        .container("galera", "galera", 50, 192)
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

  /** The proxies with their file and budget. */
  List<HasMetadata> proxy() {
    String name = spec.name() + "-proxy";
    HasMetadata file = shared.rolling(name, config.proxy());
    HasMetadata proxies =
        new DeploymentBuilder()
            .withMetadata(shared.meta(name))
            .withNewSpec()
            .withReplicas(2)
            .withSelector(shared.selector(PROXY))
            .withNewStrategy()
            .withNewRollingUpdate()
            .withMaxSurge(new IntOrString(1))
            .withMaxUnavailable(new IntOrString(0))
            .endRollingUpdate()
            .endStrategy()
            .withTemplate(proxyPod(file.getMetadata().getName()))
            .endSpec()
            .build();
    return List.of(file, proxyPolicy(name), shared.budget(name, PROXY), proxies);
  }

  /** Statements from the namespace; the probes' port from everywhere. */
  private NetworkPolicy proxyPolicy(String name) {
    return new NetworkPolicyBuilder()
        .withMetadata(shared.meta(name))
        .withNewSpec()
        .withPodSelector(shared.selector(PROXY))
        .addToPolicyTypes("Ingress")
        .addNewIngress()
        .addNewFrom()
        .withNewPodSelector()
        .endPodSelector()
        .endFrom()
        .addNewPort()
        .withPort(new IntOrString(3306))
        .endPort()
        .endIngress()
        .addNewIngress()
        .addNewPort()
        .withPort(new IntOrString(9201))
        .endPort()
        .endIngress()
        .endSpec()
        .build();
  }

  private PodTemplateSpec proxyPod(String file) {
    Container haproxy =
        shared
            .container("haproxy", "haproxy", 20, 48)
            .withCommand("haproxy", "-W", "-db", "-f", "/osplane/haproxy.cfg")
            .addNewPort()
            .withName("sql")
            .withContainerPort(3306)
            .endPort()
            .withNewReadinessProbe()
            .withNewHttpGet()
            .withPath("/")
            .withPort(new IntOrString(9201))
            .endHttpGet()
            .withPeriodSeconds(1)
            .withTimeoutSeconds(3)
            .endReadinessProbe()
            .withNewLivenessProbe()
            .withNewTcpSocket()
            .withPort(new IntOrString(9201))
            .endTcpSocket()
            .withPeriodSeconds(10)
            .withFailureThreshold(6)
            .endLivenessProbe()
            .addNewVolumeMount()
            .withName("file")
            .withMountPath("/osplane")
            .endVolumeMount()
            .build();
    return shared
        .pod(PROXY, HAPROXY_USER, HAPROXY_GROUP)
        .editSpec()
        .addToContainers(haproxy)
        .addNewVolume()
        .withName("file")
        .withNewConfigMap()
        .withName(file)
        .endConfigMap()
        .endVolume()
        .endSpec()
        .build();
  }
}
