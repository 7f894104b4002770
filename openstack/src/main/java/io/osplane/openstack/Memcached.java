package io.osplane.openstack;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.CacheClaim;
import io.osplane.spi.Capability;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.Manifests;
import io.osplane.spi.Needs;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Provision;
import io.osplane.spi.Rollout;
import io.osplane.spi.Serving;
import io.osplane.spi.Task;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Memcached: servers with fixed names, so that every consumer spreads keys over the same list.
 * Nobody waits for it: without it its consumers are slower, not broken.
 */
public final class Memcached implements Component<MemcachedSpec> {
  static final String KIND = "memcached";
  private static final int PORT = 11211;

  /** Every consumer's configuration names each server. */
  private static final int MOST = 100;

  private static final int NOBODY = 65534;
  private static final int MEBIBYTES = 32;
  private static final String ROLE = "server";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Class<MemcachedSpec> specType() {
    return MemcachedSpec.class;
  }

  @Override
  public List<Violation> validate(MemcachedSpec spec, Plane plane) {
    return spec.replicas() > 0 && spec.replicas() <= MOST
        ? List.of()
        : List.of(new Violation("replicas", "is " + spec.replicas(), "1 to " + MOST));
  }

  @Override
  public Set<Capability<?>> provides() {
    return Set.of(Capability.CACHE);
  }

  @Override
  public Provision<?> provide(Claim<?> claim, MemcachedSpec spec, Plane plane) {
    if (!(claim instanceof CacheClaim)) {
      throw new IllegalArgumentException(KIND + " does not provide " + claim.capability());
    }
    List<String> servers =
        IntStream.range(0, spec.replicas())
            .mapToObj(i -> "%1$s-%2$d.%1$s:%3$d".formatted(spec.name(), i, PORT))
            .toList();
    return new Provision<>(new CacheClaim.Binding(servers), List.of());
  }

  @Override
  public List<Task> recipe(Change<MemcachedSpec> change) {
    if (change.isRemoval()) {
      return List.of();
    }
    MemcachedSpec spec = change.spec();
    String name = spec.name().value();
    Manifests manifests = change.manifests();
    return List.of(
        Apply.of(
                "servers",
                manifests.account(),
                service(name, manifests),
                manifests.budget(name, ROLE),
                closed(name, change.plane(), manifests),
                servers(spec, change.plane(), manifests))
            .in(change.moving()),
        Await.of("ready", "every server is new and ready", view -> verdict(view, spec))
            .in(change.moving())
            .after(Needs.tasks("servers")));
  }

  private static Verdict verdict(View view, MemcachedSpec spec) {
    String name = spec.name().value();
    Optional<StatefulSet> seen = view.find(StatefulSet.class, name);
    int ready = seen.map(Memcached::ready).orElse(0);
    boolean isSo = seen.isPresent() && isNew(seen.get()) && ready == spec.replicas();
    String counts =
        "StatefulSet %s: %d of %d pods are ready".formatted(name, ready, spec.replicas());
    return isSo
        ? Verdict.met()
        : Verdict.notYet(counts + Rollout.trouble(view, spec.name()), ready, spec.replicas());
  }

  private static boolean isNew(StatefulSet seen) {
    StatefulSetStatus status = seen.getStatus();
    return status != null
        && Objects.equals(status.getObservedGeneration(), seen.getMetadata().getGeneration())
        && Objects.equals(status.getUpdatedReplicas(), seen.getSpec().getReplicas());
  }

  private static Service service(String name, Manifests manifests) {
    return manifests
        .headless(name, ROLE)
        .editSpec()
        .addNewPort()
        .withName(KIND)
        .withPort(PORT)
        .endPort()
        .endSpec()
        .build();
  }

  /** Whoever can write here can hand tokens to services: only this control plane may. */
  private static NetworkPolicy closed(String name, Plane plane, Manifests manifests) {
    LabelSelector ours =
        new LabelSelectorBuilder().addToMatchLabels(Manifests.PLANE, plane.name()).build();
    return manifests.firewall(name, ROLE).admitting(ours, PORT).policy();
  }

  private static StatefulSet servers(MemcachedSpec spec, Plane plane, Manifests manifests) {
    return new StatefulSetBuilder()
        .withMetadata(manifests.meta(spec.name().value()))
        .withNewSpec()
        .withServiceName(spec.name().value())
        .withReplicas(spec.replicas())
        .withRevisionHistoryLimit(2)
        .withPodManagementPolicy("Parallel")
        .withSelector(manifests.selector(ROLE))
        .withTemplate(pod(plane, manifests))
        .endSpec()
        .build();
  }

  private static PodTemplateSpec pod(Plane plane, Manifests manifests) {
    int mebibytes = MEBIBYTES * plane.size().factor();
    return manifests
        .pod(ROLE, NOBODY, NOBODY)
        .editSpec()
        .withContainers(
            manifests
                .container(KIND, "openstack", 10, MEBIBYTES)
                .withCommand(KIND, "-m", Integer.toString(mebibytes), "-t", "1", "-U", "0")
                .addNewPort()
                .withName(KIND)
                .withContainerPort(PORT)
                .endPort()
                .withNewReadinessProbe()
                .withNewTcpSocket()
                .withNewPort(KIND)
                .endTcpSocket()
                .withPeriodSeconds(5)
                .endReadinessProbe()
                .build())
        .endSpec()
        .build();
  }

  @Override
  public List<Condition> probe(MemcachedSpec spec, Probe probe) {
    String name = spec.name().value();
    int ready = probe.view().find(StatefulSet.class, name).map(Memcached::ready).orElse(0);
    String trouble = Rollout.trouble(probe.view(), spec.name());
    return List.of(Serving.of("StatefulSet " + name, ready, spec.replicas(), "CacheDown", trouble));
  }

  private static int ready(StatefulSet seen) {
    Integer ready = seen.getStatus() == null ? null : seen.getStatus().getReadyReplicas();
    return ready == null ? 0 : ready;
  }
}
