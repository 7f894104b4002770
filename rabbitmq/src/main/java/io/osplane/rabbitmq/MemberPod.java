package io.osplane.rabbitmq;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.ExecActionBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.osplane.Size;
import io.osplane.spi.Manifests;
import java.util.List;
import java.util.Objects;

/** The pod of one member. */
final class MemberPod {
  static final String IMAGE = "rabbitmq";
  private static final long USER = 101;
  private static final long GROUP = 102;
  private static final String HOME = "/var/lib/rabbitmq";
  private static final String CONFIG = "/etc/rabbitmq";
  private static final String COOKIE = "/run/osplane/cookie";

  private final Manifests manifests;
  private final Names names;
  private final Size size;

  MemberPod(Manifests manifests, Names names, Size size) {
    this.manifests = manifests;
    this.names = names;
    this.size = size;
  }

  Quantity memoryLimit() {
    return Objects.requireNonNull(broker().getResources().getLimits().get("memory"));
  }

  /**
   * The pod template.
   *
   * @param config the name of the ConfigMap with the files of {@link BrokerConfig#rolling}
   */
  PodTemplateSpec template(String config) {
    return manifests
        .memberPod(Names.ROLE, USER, GROUP)
        .editSpec()
        .withTerminationGracePeriodSeconds(120L)
        .withInitContainers(prepare())
        .withContainers(broker())
        .withVolumes(MemberVolumes.of(names, config))
        .endSpec()
        .build();
  }

  private Container prepare() {
    return manifests
        .container("prepare", IMAGE, 10, 16)
        .editSecurityContext()
        .withRunAsNonRoot(false)
        .withRunAsUser(0L)
        .withRunAsGroup(0L)
        .editCapabilities()
        .addToAdd("CHOWN", "FOWNER", "DAC_OVERRIDE")
        .endCapabilities()
        .endSecurityContext()
        .withCommand("bash", CONFIG + "/prepare.sh")
        .withVolumeMounts(mount("data", HOME), mount("config", CONFIG), mount("cookie", COOKIE))
        .build();
  }

  private Container broker() {
    return manifests
        .container("rabbitmq", IMAGE, 50, 128)
        .withCommand("bash", CONFIG + "/start.sh")
        .withEnv(env())
        .addNewPort()
        .withName("amqp")
        .withContainerPort(BusNetwork.AMQP)
        .withProtocol("TCP")
        .endPort()
        .withNewReadinessProbe()
        .withNewTcpSocket()
        .withPort(new IntOrString(BusNetwork.AMQP))
        .endTcpSocket()
        .withPeriodSeconds(1)
        .withTimeoutSeconds(2)
        .withFailureThreshold(3)
        .endReadinessProbe()
        // The Erlang VM answers also while the broker waits for others or is paused: those must
        // not be killed. Each ping starts a VM of its own, so it is rare.
        .withNewLivenessProbe()
        .withExec(exec("rabbitmq-diagnostics", "-q", "ping"))
        .withInitialDelaySeconds(60)
        .withPeriodSeconds(60)
        .withTimeoutSeconds(30)
        .withFailureThreshold(5)
        .endLivenessProbe()
        .withNewLifecycle()
        .withNewPreStop()
        .withExec(exec("bash", CONFIG + "/stop.sh"))
        .endPreStop()
        .endLifecycle()
        .withVolumeMounts(
            mount("data", HOME),
            mount("config", CONFIG),
            mount("tmp", "/tmp"),
            mount("log", "/var/log/rabbitmq"))
        .build();
  }

  /** In the pod's environment, so that commands that are run in the pod have it too. */
  private List<EnvVar> env() {
    String quiet = "+sbwt none +sbwtdcpu none +sbwtdio none";
    int schedulers = Math.max(1, size.factor() / 2);
    return List.of(
        new EnvVarBuilder()
            .withName("POD_NAME")
            .withNewValueFrom()
            .withNewFieldRef()
            .withApiVersion("v1")
            .withFieldPath("metadata.name")
            .endFieldRef()
            .endValueFrom()
            .build(),
        variable("HOME", HOME),
        variable("RABBITMQ_USE_LONGNAME", "true"),
        variable("RABBITMQ_NODENAME", names.node("$(POD_NAME)")),
        variable("RABBITMQ_MNESIA_BASE", HOME + "/mnesia"),
        variable("RABBITMQ_ENABLED_PLUGINS_FILE", CONFIG + "/enabled_plugins"),
        variable("RABBITMQ_LOGS", "-"),
        // A dump of the VM's memory would hold passwords.
        variable("ERL_CRASH_DUMP_SECONDS", "0"),
        variable("RABBITMQ_CTL_ERL_ARGS", "+S 1:1 " + quiet),
        variable(
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
            "+S %d:%d %s".formatted(schedulers, schedulers, quiet)));
  }

  private static VolumeMount mount(String volume, String path) {
    return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private static ExecAction exec(String... command) {
    return new ExecActionBuilder().withCommand(command).build();
  }
}
