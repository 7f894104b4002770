package io.osplane.spi;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import java.util.List;

/**
 * One pod in the network of every host that is chosen; hosts serve guests also where nothing else
 * may run, so no taint keeps it away. Pure.
 *
 * @param name the DaemonSet's name
 * @param role the role of its pods
 * @param where which nodes: those of which all of it is so
 * @param update the DaemonSet's update strategy
 */
public record HostSet(
    String name, String role, List<NodeSelectorRequirement> where, String update) {

  /** The DaemonSet. */
  public DaemonSet of(Manifests shared, List<Volume> volumes, Container... containers) {
    return new DaemonSetBuilder()
        .withMetadata(shared.meta(name))
        .withNewSpec()
        .withSelector(shared.selector(role))
        .withNewUpdateStrategy()
        .withType(update)
        .endUpdateStrategy()
        .withTemplate(pod(shared, volumes, containers))
        .endSpec()
        .build();
  }

  private PodTemplateSpec pod(Manifests shared, List<Volume> volumes, Container... containers) {
    return shared
        .pod(role, 0, 0)
        .editSpec()
        .withHostNetwork(true)
        .withDnsPolicy("ClusterFirstWithHostNet")
        .withTopologySpreadConstraints()
        .withNewSecurityContext()
        .withRunAsUser(0L)
        .endSecurityContext()
        .addNewToleration()
        .withOperator("Exists")
        .endToleration()
        .withNewAffinity()
        .withNewNodeAffinity()
        .withNewRequiredDuringSchedulingIgnoredDuringExecution()
        .addNewNodeSelectorTerm()
        .withMatchExpressions(where)
        .endNodeSelectorTerm()
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .endNodeAffinity()
        .endAffinity()
        .withVolumes(volumes)
        .withContainers(containers)
        .endSpec()
        .build();
  }
}
