package io.osplane.compute;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.SecretRef;
import io.osplane.Size;
import io.osplane.spi.CacheClaim;
import io.osplane.spi.CellClaim;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Manifests;
import io.osplane.spi.MessagingClaim;
import io.osplane.spi.NetworkClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.Task;
import io.osplane.spi.VolumesClaim;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The control plane that the tests work on. */
final class Fixture {
  static final Plane PLANE =
      new Plane("prod", "cloud", Release.of("2025.1"), Size.TINY, "RegionOne", ImageCatalog.KIT);
  static final ComponentName NOVA = ComponentName.of("nova");

  private Fixture() {}

  static <S extends ComponentSpec> Change<S> fresh(S spec) {
    return new Change<>(
        PLANE, Optional.empty(), Optional.empty(), Optional.of(spec), Fixture::bind);
  }

  static <S extends ComponentSpec> Change<S> change(Optional<S> before, Optional<S> after) {
    return new Change<>(PLANE, Optional.of(PLANE), before, after, Fixture::bind);
  }

  static Object bind(Claim<?> claim) {
    SecretRef password = SecretRef.of("password-of-" + claim.name(), "password");
    if (claim instanceof DatabaseClaim) {
      return new DatabaseClaim.Binding("db", 3306, claim.name(), claim.name(), password);
    }
    if (claim instanceof MessagingClaim messaging) {
      return new MessagingClaim.Binding(
          List.of("mq-0.mq"), 5672, messaging.virtualHost(), claim.name(), password, Map.of());
    }
    if (claim instanceof CacheClaim) {
      return new CacheClaim.Binding(List.of("memcached-0.memcached:11211"));
    }
    if (claim instanceof NetworkClaim) {
      return new NetworkClaim.Binding(
          Map.of(
              NetworkClaim.NEUTRON, Map.of("DEFAULT", Map.of("core_plugin", "acme")),
              NetworkClaim.HOSTS, Map.of("DEFAULT", Map.of("vif_plugging_is_fatal", "false"))),
          Map.of("/etc/acme", "acme"),
          Map.of("acme", List.of("acme")),
          "acme");
    }
    if (claim instanceof CellClaim) {
      return new CellClaim.Binding("nova");
    }
    if (claim instanceof VolumesClaim) {
      return new VolumesClaim.Binding("cinder-volumes", "/osplane/volumes/files");
    }
    return new IdentityClaim.Binding(
        "http://keystone.cloud.svc:5000",
        "RegionOne",
        "service",
        claim.name(),
        "Default",
        password);
  }

  static <T extends Task> T task(List<? extends Task> tasks, String name, Class<T> type) {
    return tasks.stream()
        .filter(t -> t.name().equals(name))
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  /** A pod of Nova's agent on a host. */
  static Pod agent(String component, String node, boolean isReady) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(component + "-nova-" + node)
        .addToLabels(Manifests.COMPONENT, component)
        .addToLabels(Manifests.ROLE, "nova")
        .endMetadata()
        .withNewSpec()
        .withNodeName(node)
        .endSpec()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus(isReady ? "True" : "False")
        .endCondition()
        .endStatus()
        .build();
  }

  /** A pod that is a fake host. */
  static Pod fake(String component, int number) {
    return new PodBuilder(agent(component, "node1", true))
        .editMetadata()
        .withName(component + "-fake-" + number)
        .addToLabels(Manifests.ROLE, "fake")
        .endMetadata()
        .build();
  }

  static Pod deleted(Pod pod) {
    return new PodBuilder(pod)
        .editMetadata()
        .withDeletionTimestamp("2026-01-01T00:00:00Z")
        .endMetadata()
        .build();
  }

  static CloudApi api(FakeSite site) {
    return CloudApi.as(site, HostBook.user(NOVA));
  }

  /** The agent on a host as Nova tells of it. */
  static CloudApi.Service service(FakeSite site, String host) {
    return api(site).services().stream()
        .filter(s -> s.host().equals(host))
        .findFirst()
        .orElseThrow();
  }
}
