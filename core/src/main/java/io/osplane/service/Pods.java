package io.osplane.service;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.osplane.spi.Manifests;
import io.osplane.spi.Plane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pods of one service: its servers, and the commands on its databases and on a schedule. */
record Pods(Row row, Plane plane, Manifests manifests, Volumes volumes) {
  /** A server that is restarted when its configuration or a secret in it changes. */
  PodTemplateSpec server(String role, Row.Server server, Config config) {
    ContainerBuilder container =
        container(role, server.milliCpu(), server.mebibytes(), command(server))
            .addAllToVolumeMounts(volumes.readMounts())
            .addAllToVolumeMounts(volumes.sharedMounts(role))
            .withEnv(environment(row.environment()));
    PodTemplateSpecBuilder pod =
        pod(
                role,
                server.port() == 0
                    ? checked(container, server.check(), server.checkSeconds()).build()
                    : listening(container, server))
            .editSpec()
            .addAllToVolumes(volumes.read())
            .addAllToVolumes(volumes.shared(role))
            .endSpec()
            .editMetadata()
            .addToAnnotations(Manifests.EPOCHS, config.epochs())
            .endMetadata();
    return volumes.of(role).isEmpty() ? pod.build() : owning(role, pod);
  }

  /** Many storage drivers give a volume to root, whatever the pod says of its group. */
  private PodTemplateSpec owning(String role, PodTemplateSpecBuilder pod) {
    StringBuilder script = new StringBuilder();
    volumes
        .of(role)
        .values()
        .forEach(
            v ->
                script.append(
                    "[ \"$(stat -c %%u %1$s)\" = %2$d ] || chown %2$d:%2$d %1$s;"
                        .formatted(v.path(), row.user())));
    return pod.editSpec()
        .addToInitContainers(
            manifests
                .container("volume-owner", row.image(), 10, 16)
                .editSecurityContext()
                .withRunAsNonRoot(false)
                .withRunAsUser(0L)
                .editCapabilities()
                .addToAdd("CHOWN")
                .endCapabilities()
                .endSecurityContext()
                .withCommand("sh", "-ec", script.toString())
                .addAllToVolumeMounts(volumes.sharedMounts(role))
                .build())
        .endSpec()
        .build();
  }

  /**
   * Readiness asks the application, and waits as its clients do: one that is only busy would else
   * be taken from behind its Service, and refuse those who wait. Liveness asks the kernel: whatever
   * a dependency does to the application's threads, a process that listens is not restarted.
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
        .withTimeoutSeconds(15)
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

  /** A container that is ready when a command says so; at once without one. */
  static ContainerBuilder checked(ContainerBuilder container, List<String> check, int seconds) {
    return check.isEmpty() ? container : new ReadyCommand(check, seconds).addTo(container);
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
                Integer.toString(Row.Server.processes(plane.size())),
                "--threads",
                Integer.toString(server.threads())));
    if (!server.arguments().isEmpty()) {
      command.addAll(List.of("--pyargv", server.arguments()));
    }
    return List.copyOf(command);
  }

  /** A one-off on the databases. */
  PodTemplateSpec schema(List<String> command) {
    Row.Schema schema = row.schema();
    Map<String, String> environment = new TreeMap<>(row.environment());
    environment.putAll(schema.environment());
    Container container =
        container("schema", schema.milliCpu(), schema.mebibytes(), command)
            .addAllToVolumeMounts(volumes.readMounts())
            .addToVolumeMounts(volumes.scriptsMount())
            .addAllToVolumeMounts(volumes.secretMounts(schema.secrets()))
            .withEnv(environment(environment))
            .build();
    return once(pod("schema", container))
        .editSpec()
        .addAllToVolumes(volumes.read())
        .addToVolumes(volumes.scripts())
        .addAllToVolumes(volumes.secretVolumes(schema.secrets()))
        .endSpec()
        .build();
  }

  /** A command on a schedule that needs the configuration. */
  PodTemplateSpec scheduled(String role, List<String> command) {
    Container container =
        container(role, 10, 128, command)
            .addAllToVolumeMounts(volumes.readMounts())
            .withEnv(environment(row.environment()))
            .build();
    return once(pod(role, container)).editSpec().addAllToVolumes(volumes.read()).endSpec().build();
  }

  /** A command on a schedule that has an account to change Secrets with, and nothing else. */
  PodTemplateSpec updater(String role, String account, List<String> command) {
    Container container =
        container(role, 10, 32, command).addToVolumeMounts(volumes.scriptsMount()).build();
    return once(pod(role, container))
        .editSpec()
        .addToVolumes(volumes.scripts())
        .withServiceAccountName(account)
        .withAutomountServiceAccountToken(true)
        .endSpec()
        .build();
  }

  private static PodTemplateSpecBuilder once(PodTemplateSpecBuilder pod) {
    return pod.editSpec().withRestartPolicy("Never").endSpec();
  }

  private PodTemplateSpecBuilder pod(String role, Container container) {
    return manifests
        .pod(role, row.user(), row.user())
        .editSpec()
        .withContainers(container)
        .addNewVolume()
        .withName("tmp")
        .withNewEmptyDir()
        .endEmptyDir()
        .endVolume()
        .addAllToVolumes(volumes.scratch())
        .endSpec();
  }

  private ContainerBuilder container(
      String role, int milliCpu, int mebibytes, List<String> command) {
    return manifests
        .container(role, row.image(), milliCpu, mebibytes)
        .withCommand(command)
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath("/tmp")
        .endVolumeMount()
        .addAllToVolumeMounts(volumes.scratchMounts());
  }

  private static List<EnvVar> environment(Map<String, String> values) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(e -> new EnvVarBuilder().withName(e.getKey()).withValue(e.getValue()).build())
            .toList();
  }
}
