package io.osplane.sdn;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.osplane.spi.Manifests;
import io.osplane.spi.Mounts;

/** What translates from one database to the other; a second pod stands by. Pure. */
final class NorthdManifests {
  /** The role of its pods. */
  static final String ROLE = "northd";

  static final String SOCKET = "/run/ovn/northd.ctl";
  private static final int MOST = 2;
  private final Names names;
  private final Manifests shared;

  NorthdManifests(Names names, Manifests shared) {
    this.names = names;
    this.shared = shared;
  }

  /** How many pods there are. */
  static int replicas(Names names) {
    return Math.min(MOST, names.replicas());
  }

  /**
   * The Deployment.
   *
   * @param scripts the name of the ConfigMap with the scripts
   */
  HasMetadata deployment(String scripts) {
    return new DeploymentBuilder()
        .withMetadata(shared.meta(names.northd()))
        .withNewSpec()
        .withReplicas(replicas(names))
        .withSelector(shared.selector(ROLE))
        .withTemplate(
            shared
                .pod(ROLE, DatabaseManifests.USER, DatabaseManifests.USER)
                .editSpec()
                .addToContainers(northd())
                .withVolumes(
                    Mounts.files("scripts", scripts), Mounts.memory("run"), Mounts.scratch("tmp"))
                .endSpec()
                .build())
        .endSpec()
        .build();
  }

  private Container northd() {
    return shared
        .container(ROLE, Ovn.IMAGE, 20, 48)
        .withCommand("bash", "/osplane/northd.sh")
        .withEnv(
            Mounts.variable("NB", names.remote(Database.NB)),
            Mounts.variable("SB", names.remote(Database.SB)))
        .withNewReadinessProbe()
        .withNewExec()
        .withCommand("bash", "/osplane/northd.sh", "ready")
        .endExec()
        .withPeriodSeconds(5)
        .withTimeoutSeconds(5)
        .endReadinessProbe()
        .withNewLivenessProbe()
        .withNewExec()
        .withCommand("bash", "/osplane/northd.sh", "live")
        .endExec()
        .withInitialDelaySeconds(60)
        .withPeriodSeconds(60)
        .withTimeoutSeconds(30)
        .withFailureThreshold(5)
        .endLivenessProbe()
        .withVolumeMounts(
            Mounts.at("scripts", "/osplane"),
            Mounts.at("run", "/run/ovn"),
            Mounts.at("tmp", "/tmp"))
        .build();
  }
}
