package io.osplane.openstack;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.osplane.spi.Manifests;
import io.osplane.spi.Plane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pods of one service: its servers, and the commands on its databases and on a schedule. */
record Pods(Row row, Plane plane, Manifests manifests, Volumes volumes) {
  private static final String EPOCHS = "osplane.io/secret-epochs";

  /** A server that is restarted when its configuration or a secret in it changes. */
  PodTemplateSpec server(String role, Row.Server server, Config config) {
    List<VolumeMount> mounts = new ArrayList<>(volumes.configMounts());
    mounts.addAll(volumes.keyMounts());
    ContainerBuilder container =
        container(role, server.milliCpu(), server.mebibytes(), command(server), mounts)
            .withEnv(environment(row.environment()));
    List<Volume> used = new ArrayList<>(volumes.config());
    used.addAll(volumes.keys());
    return pod(role, server.port() == 0 ? container.build() : listening(container, server), used)
        .editMetadata()
        .addToAnnotations(EPOCHS, config.epochs())
        .endMetadata()
        .build();
  }

  /**
   * Readiness asks the application. Liveness asks the kernel: whatever a dependency does to the
   * application's threads, a process that listens is not restarted.
   */
  private static Container listening(ContainerBuilder container, Row.Server server) {
    return container
        .addNewPort()
        .withName("http")
        .withContainerPort(server.port())
        .endPort()
        .withNewReadinessProbe()
        .withNewHttpGet()
        .withPath(server.ready())
        .withNewPort("http")
        .endHttpGet()
        .withPeriodSeconds(2)
        .withTimeoutSeconds(3)
        .endReadinessProbe()
        .withNewLivenessProbe()
        .withNewTcpSocket()
        .withNewPort("http")
        .endTcpSocket()
        .withPeriodSeconds(10)
        .withTimeoutSeconds(5)
        .withFailureThreshold(12)
        .endLivenessProbe()
        .withNewLifecycle()
        .withNewPreStop()
        .withNewExec()
        .withCommand("sleep", "3")
        .endExec()
        .endPreStop()
        .endLifecycle()
        .build();
  }

  private List<String> command(Row.Server server) {
    if (!server.command().isEmpty()) {
      return server.command();
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "uwsgi_python3",
                "--ini",
                Volumes.UWSGI,
                "--http-socket",
                ":" + server.port(),
                "--wsgi-file",
                server.wsgi(),
                "--processes",
                Integer.toString(Math.max(1, plane.size().factor() / 4)),
                "--threads",
                Integer.toString(server.threads())));
    if (!server.arguments().isEmpty()) {
      command.addAll(List.of("--pyargv", server.arguments()));
    }
    return List.copyOf(command);
  }

  /** A one-off on the databases; its commands run in one interpreter. */
  PodTemplateSpec schema(List<String> command) {
    List<VolumeMount> mounts = new ArrayList<>(volumes.configMounts());
    mounts.addAll(volumes.keyMounts());
    mounts.add(volumes.scriptsMount());
    mounts.addAll(volumes.secretMounts(row.schema().secrets()));
    List<Volume> used = new ArrayList<>(volumes.config());
    used.addAll(volumes.keys());
    used.add(volumes.scripts());
    used.addAll(volumes.secretVolumes(row.schema().secrets()));
    Map<String, String> environment = new TreeMap<>(row.environment());
    environment.putAll(row.schema().environment());
    Row.Schema schema = row.schema();
    return once(
        "schema",
        container("schema", schema.milliCpu(), schema.mebibytes(), command, mounts)
            .withEnv(environment(environment))
            .build(),
        used);
  }

  /** A command on a schedule that needs the configuration. */
  PodTemplateSpec scheduled(String role, List<String> command) {
    List<VolumeMount> mounts = new ArrayList<>(volumes.configMounts());
    mounts.addAll(volumes.keyMounts());
    List<Volume> used = new ArrayList<>(volumes.config());
    used.addAll(volumes.keys());
    Container container =
        container(role, 10, 128, command, mounts).withEnv(environment(row.environment())).build();
    return once(role, container, used);
  }

  /** A command on a schedule that has an account to change Secrets with, and nothing else. */
  PodTemplateSpec updater(String role, String account, List<String> command) {
    Container container = container(role, 10, 32, command, List.of(volumes.scriptsMount())).build();
    return new PodTemplateSpecBuilder(once(role, container, List.of(volumes.scripts())))
        .editSpec()
        .withServiceAccountName(account)
        .withAutomountServiceAccountToken(true)
        .endSpec()
        .build();
  }

  private PodTemplateSpec once(String role, Container container, List<Volume> used) {
    return pod(role, container, used).editSpec().withRestartPolicy("Never").endSpec().build();
  }

  private PodTemplateSpecBuilder pod(String role, Container container, List<Volume> used) {
    return manifests
        .pod(role, row.user(), row.user())
        .editSpec()
        .withContainers(container)
        .withVolumes(used)
        .addNewVolume()
        .withName("tmp")
        .withNewEmptyDir()
        .endEmptyDir()
        .endVolume()
        .endSpec();
  }

  private ContainerBuilder container(
      String role, int milliCpu, int mebibytes, List<String> command, List<VolumeMount> mounts) {
    return manifests
        .container(role, row.image(), milliCpu, mebibytes)
        .withCommand(command)
        .withVolumeMounts(mounts)
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath("/tmp")
        .endVolumeMount();
  }

  private static List<EnvVar> environment(Map<String, String> values) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(e -> new EnvVarBuilder().withName(e.getKey()).withValue(e.getValue()).build())
            .toList();
  }
}
