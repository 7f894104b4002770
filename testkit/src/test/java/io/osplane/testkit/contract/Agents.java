package io.osplane.testkit.contract;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.osplane.health.Condition;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.Change;
import io.osplane.spi.Component;
import io.osplane.spi.Manifests;
import io.osplane.spi.Needs;
import io.osplane.spi.Probe;
import io.osplane.spi.Task;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Agents that work on their hosts: one DaemonSet. */
final class Agents implements Component<AgentsSpec> {
  @Override
  public String kind() {
    return "agents";
  }

  @Override
  public Class<AgentsSpec> specType() {
    return AgentsSpec.class;
  }

  @Override
  public List<Task> recipe(Change<AgentsSpec> change) {
    Manifests manifests = change.manifests();
    ConfigMap config = manifests.rolling("agents-config", Map.of("debug", "false"));
    return List.of(
        Apply.of("base", manifests.account(), config),
        Apply.of("agents", set(change.spec(), manifests, config))
            .in(change.moving())
            .after(Needs.tasks("base")),
        Await.of("ready", "an agent is ready on every node", Agents::ready)
            .in(change.moving())
            .after(Needs.tasks("agents")));
  }

  private static DaemonSet set(AgentsSpec spec, Manifests manifests, ConfigMap config) {
    return new DaemonSetBuilder()
        .withMetadata(manifests.meta("agents"))
        .withNewSpec()
        .withSelector(manifests.selector("agent"))
        .withTemplate(pod(spec, manifests, config))
        .endSpec()
        .build();
  }

  private static PodTemplateSpec pod(AgentsSpec spec, Manifests manifests, ConfigMap config) {
    return manifests
        .pod("agent", 0, 0)
        .editSpec()
        .editSecurityContext()
        .withRunAsNonRoot(false)
        .endSecurityContext()
        .withHostNetwork(true)
        .withHostPID(true)
        .withDnsPolicy("ClusterFirstWithHostNet")
        .addToContainers(container(spec, manifests).build())
        .addNewVolume()
        .withName("config")
        .withNewConfigMap()
        .withName(config.getMetadata().getName())
        .endConfigMap()
        .endVolume()
        .addNewVolume()
        .withName("data")
        .withNewHostPath("/var/lib/agents", "DirectoryOrCreate")
        .endVolume()
        .endSpec()
        .build();
  }

  private static ContainerBuilder container(AgentsSpec spec, Manifests manifests) {
    return manifests
        .container("agent", "agent", 10, 16)
        .withImage(spec.image())
        .withNewSecurityContext()
        .withPrivileged(true)
        .endSecurityContext()
        .addNewPort()
        .withContainerPort(4789)
        .withProtocol("UDP")
        .endPort()
        .addNewVolumeMount()
        .withName("data")
        .withMountPath("/var/lib/agents")
        .withMountPropagation("Bidirectional")
        .endVolumeMount();
  }

  private static Verdict ready(View view) {
    return view.find(DaemonSet.class, "agents").filter(Agents::isReady).isPresent()
        ? Verdict.met()
        : Verdict.notYet("some nodes have no agent that is ready");
  }

  private static boolean isReady(DaemonSet set) {
    DaemonSetStatus status = set.getStatus();
    return set.getMetadata().getGeneration().equals(status.getObservedGeneration())
        && count(status.getDesiredNumberScheduled()) > 0
        && count(status.getDesiredNumberScheduled()) == count(status.getUpdatedNumberScheduled())
        && count(status.getDesiredNumberScheduled()) == count(status.getNumberAvailable());
  }

  private static int count(Integer number) {
    return Optional.ofNullable(number).orElse(0);
  }

  @Override
  public List<Condition> probe(AgentsSpec spec, Probe probe) {
    return List.of(
        ready(probe.view()) instanceof Verdict.Met
            ? Condition.healthy("Ready", "every node has an agent")
            : Condition.degraded("NotReady", "some nodes have none", "Look at their pods"));
  }
}
