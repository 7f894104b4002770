package io.osplane.galera;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.osplane.spi.Manifests;
import java.util.List;
import java.util.Map;

/** The proxies that send every client to the same member. Pure. */
final class ProxyManifests {
  /** The role of the proxies' pods. */
  static final String ROLE = "proxy";

  private static final long HAPROXY_USER = 102;
  private static final long HAPROXY_GROUP = 103;
  private final String name;
  private final Manifests shared;
  private final Map<String, String> files;

  /**
   * Renders with the objects' common parts.
   *
   * @param files the proxies' configuration
   */
  ProxyManifests(GaleraSpec spec, Manifests shared, Map<String, String> files) {
    this.name = spec.name() + "-proxy";
    this.shared = shared;
    this.files = files;
  }

  /** The proxies with their file and budget. */
  List<HasMetadata> all() {
    HasMetadata file = shared.rolling(name, files);
    HasMetadata proxies =
        new DeploymentBuilder()
            .withMetadata(shared.meta(name))
            .withNewSpec()
            .withReplicas(2)
            .withSelector(shared.selector(ROLE))
            .withNewStrategy()
            .withNewRollingUpdate()
            .withMaxSurge(new IntOrString(1))
            .withMaxUnavailable(new IntOrString(0))
            .endRollingUpdate()
            .endStrategy()
            .withTemplate(pod(file.getMetadata().getName()))
            .endSpec()
            .build();
    return List.of(file, policy(), shared.budget(name, ROLE), proxies);
  }

  /** Statements from the namespace; the probes' port from everywhere. */
  private NetworkPolicy policy() {
    return shared.firewall(name, ROLE).admittingNamespace(3306).admitting(9201).policy();
  }

  private PodTemplateSpec pod(String file) {
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
        .pod(ROLE, HAPROXY_USER, HAPROXY_GROUP)
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
