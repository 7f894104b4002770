package io.osplane.service;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.ComponentSpec;
import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.SecretRef;
import io.osplane.Size;
import io.osplane.spi.Apply;
import io.osplane.spi.CacheClaim;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.ComponentSource;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.MessagingClaim;
import io.osplane.spi.NetworkClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.Task;
import io.osplane.spi.VolumesClaim;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** A control plane, answers to claims, and ways to look at a recipe. */
final class Given {
  static final Plane PLANE = plane("2025.1", ImageCatalog.KIT);

  private Given() {}

  static Plane plane(String release, ImageCatalog images) {
    return new Plane("prod", "cloud", Release.of(release), Size.TINY, "RegionOne", images);
  }

  /** The service of a kind, as it is found on the class path. */
  static ApiService service(String kind) {
    return ServiceLoader.load(ComponentSource.class).stream()
        .flatMap(source -> source.get().components().stream())
        .filter(component -> component.kind().equals(kind))
        .map(ApiService.class::cast)
        .findFirst()
        .orElseThrow();
  }

  static <S extends ComponentSpec> Change<S> fresh(S spec) {
    return new Change<>(PLANE, Optional.empty(), Optional.empty(), Optional.of(spec), Given::bind);
  }

  static <S extends ComponentSpec> Change<S> change(S before, S after) {
    return upgrade(PLANE, PLANE, before, after);
  }

  static <S extends ComponentSpec> Change<S> upgrade(Plane old, Plane now, S before, S after) {
    return new Change<>(
        now, Optional.of(old), Optional.of(before), Optional.of(after), Given::bind);
  }

  static Object bind(Claim<?> claim) {
    SecretRef password =
        new SecretRef("provider-" + claim.account().replace('_', '-'), "password", claim.epoch());
    if (claim instanceof DatabaseClaim) {
      return new DatabaseClaim.Binding("db", 3306, claim.name(), claim.account(), password);
    }
    if (claim instanceof MessagingClaim) {
      return new MessagingClaim.Binding(
          List.of("mq-0.mq", "mq-1.mq"),
          5672,
          claim.name(),
          claim.account(),
          password,
          Map.of("rabbit_quorum_queue", "true"));
    }
    if (claim instanceof CacheClaim) {
      return new CacheClaim.Binding(List.of("memcached-0.memcached:11211"));
    }
    if (claim instanceof NetworkClaim) {
      return new NetworkClaim.Binding(
          Map.of("ml2_conf.ini", Map.of("ml2", Map.of("mechanism_drivers", "ovn"))),
          Map.of(
              "/etc/neutron/acme/fabric.json", "{}",
              "/etc/neutron/acme/key.pem", "${secret:acme/key@3}"),
          Map.of("ovn-maintenance", List.of("neutron-ovn-maintenance-worker")),
          "");
    }
    if (claim instanceof VolumesClaim) {
      return new VolumesClaim.Binding("cinder-volumes", "/osplane/volumes/files");
    }
    String domain = claim instanceof IdentityClaim identity ? identity.further().domain() : "";
    return new IdentityClaim.Binding(
        "http://keystone.cloud.svc:5000",
        "RegionOne",
        "service",
        claim.account(),
        "Default",
        password,
        Optional.of(domain)
            .filter(name -> !name.isEmpty())
            .map(n -> new IdentityClaim.DomainAdmin(n, n + "_admin", password)));
  }

  static <T extends Task> T task(List<Task> recipe, Class<T> type, String name) {
    return recipe.stream()
        .filter(t -> t.name().equals(name))
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  static List<String> names(List<Task> recipe) {
    return recipe.stream().map(t -> t.phase() + " " + t.name()).toList();
  }

  static <T extends HasMetadata> T object(List<Task> recipe, Class<T> type, String name) {
    return recipe.stream()
        .filter(Apply.class::isInstance)
        .flatMap(t -> ((Apply) t).objects().stream())
        .filter(o -> type.isInstance(o) && o.getMetadata().getName().equals(name))
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }
}
