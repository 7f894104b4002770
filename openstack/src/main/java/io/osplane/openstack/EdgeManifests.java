package io.osplane.openstack;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.osplane.Exposure;
import io.osplane.SecretRef;
import io.osplane.spi.Change;
import io.osplane.spi.ExposureClaim;
import io.osplane.spi.Manifests;
import io.osplane.spi.Plane;
import io.osplane.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The objects of the edge. Pure. */
final class EdgeManifests {
  private static final String ROLE = "proxy";
  private static final int TLS_PORT = 8443;
  private static final int STATUS_PORT = 8404;
  private static final int FIRST_NODE_PORT = 30000;
  private static final int LAST_NODE_PORT = 32767;
  private static final long USER = 102;
  private static final long GROUP = 103;
  private static final int GROUP_READS = 0440;

  private final EdgeSpec spec;
  private final Plane plane;
  private final Exposure exposure;
  private final List<ExposureClaim> services;
  private final Manifests shared;
  private final String name;

  EdgeManifests(Change<EdgeSpec> change) {
    this.spec = change.spec();
    this.plane = change.plane();
    this.exposure = plane.exposure().orElseThrow();
    this.services =
        change.asked().stream()
            .filter(ExposureClaim.class::isInstance)
            .map(ExposureClaim.class::cast)
            .toList();
    this.shared = change.manifests();
    this.name = spec.name().value();
  }

  List<HasMetadata> all() {
    ConfigMap files =
        shared.rolling(
            name, Map.of("edge.cfg", config(), "edge.sh", Resource.text(Edge.class, "edge.sh")));
    return List.of(
        shared.account(),
        files,
        service(),
        shared.budget(name, ROLE),
        shared.firewall(name, ROLE).admitting(TLS_PORT, STATUS_PORT).policy(),
        proxies(files.getMetadata().getName()));
  }

  private String config() {
    String routes = lines("  use_backend {service} if { var(txn.service) -m str {service} }");
    String backends =
        lines(
            """
            backend {service}
              server service {service}.{domain}:{port} resolvers cluster init-addr last,libc,none""");
    return Resource.text(Edge.class, "edge.cfg")
        .replace("{routes}", routes)
        .replace("{services}", backends);
  }

  private String lines(String each) {
    return services.stream()
        .map(
            service ->
                each.replace("{service}", service.name())
                    .replace("{domain}", plane.serviceDomain())
                    .replace("{port}", Integer.toString(service.port())))
        .collect(Collectors.joining("\n"));
  }

  private Service service() {
    return shared
        .service(name, ROLE)
        .editSpec()
        .withType(spec.entrance().type())
        .addNewPort()
        .withName("https")
        .withPort(exposure.port())
        .withTargetPort(new IntOrString(TLS_PORT))
        .withNodePort(nodePort())
        .endPort()
        .endSpec()
        .build();
  }

  private @Nullable Integer nodePort() {
    boolean isOne = exposure.port() >= FIRST_NODE_PORT && exposure.port() <= LAST_NODE_PORT;
    return isOne && spec.entrance() == Entrance.NODE_PORT ? exposure.port() : null;
  }

  private Deployment proxies(String files) {
    return new DeploymentBuilder()
        .withMetadata(shared.meta(name))
        .withNewSpec()
        .withReplicas(spec.replicas())
        .withRevisionHistoryLimit(2)
        .withSelector(shared.selector(ROLE))
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxSurge(new IntOrString(1))
        .withMaxUnavailable(new IntOrString(0))
        .endRollingUpdate()
        .endStrategy()
        .withTemplate(pod(files))
        .endSpec()
        .build();
  }

  private PodTemplateSpec pod(String files) {
    return shared
        .pod(ROLE, USER, GROUP)
        .editSpec()
        .addToContainers(container())
        .addToVolumes(
            new VolumeBuilder()
                .withName("files")
                .withNewConfigMap()
                .withName(files)
                .endConfigMap()
                .build(),
            certificate(),
            new VolumeBuilder()
                .withName("run")
                .withNewEmptyDir()
                .withMedium("Memory")
                .endEmptyDir()
                .build())
        .endSpec()
        .build();
  }

  private Volume certificate() {
    String secret =
        exposure.authority().map(SecretRef::name).or(exposure::certificate).orElseThrow();
    return new VolumeBuilder()
        .withName("certificate")
        .withNewSecret()
        .withSecretName(secret)
        .withDefaultMode(GROUP_READS)
        .endSecret()
        .build();
  }

  private Container container() {
    return shared
        .container("haproxy", "haproxy", 20, 48)
        .withCommand("bash", "/osplane/edge.sh")
        .addNewEnv()
        .withName("DOMAIN")
        .withValue(exposure.domain())
        .endEnv()
        .addNewPort()
        .withName("https")
        .withContainerPort(TLS_PORT)
        .endPort()
        .withNewReadinessProbe()
        .withNewHttpGet()
        .withPath("/ready")
        .withPort(new IntOrString(STATUS_PORT))
        .endHttpGet()
        .withPeriodSeconds(2)
        .withTimeoutSeconds(3)
        .endReadinessProbe()
        .withNewLivenessProbe()
        .withNewTcpSocket()
        .withPort(new IntOrString(STATUS_PORT))
        .endTcpSocket()
        .withPeriodSeconds(10)
        .withFailureThreshold(6)
        .endLivenessProbe()
        .withNewLifecycle()
        .withNewPreStop()
        .withNewExec()
        .withCommand("sleep", "3")
        .endExec()
        .endPreStop()
        .endLifecycle()
        .addNewVolumeMount()
        .withName("files")
        .withMountPath("/osplane")
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("certificate")
        .withMountPath(exposure.certificate().isPresent() ? "/certificate" : "/authority")
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("run")
        .withMountPath("/run/edge")
        .endVolumeMount()
        .build();
  }
}
