package io.osplane.openstack;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.osplane.ComponentSpec;
import io.osplane.Exposure;
import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.SecretRef;
import io.osplane.Size;
import io.osplane.sdn.Ovn;
import io.osplane.sdn.OvnSpec;
import io.osplane.service.ApiServiceSpec;
import io.osplane.spi.Apply;
import io.osplane.spi.CacheClaim;
import io.osplane.spi.CellClaim;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.ComponentSource;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.ExposureClaim;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.MessagingClaim;
import io.osplane.spi.NetworkClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.Run;
import io.osplane.spi.SecretTemplate;
import io.osplane.spi.Task;
import io.osplane.spi.VolumesClaim;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** A control plane, answers to claims, and ways to look at a recipe. */
final class Given {
  static final Plane PLANE = plane("2025.1", ImageCatalog.KIT);

  private Given() {}

  static Plane plane(String release, ImageCatalog images) {
    return new Plane("prod", "cloud", Release.of(release), Size.TINY, "RegionOne", images);
  }

  /** The service of a kind, as it is found on the class path. */
  @SuppressWarnings("unchecked") // looked at before
  static Component<ApiServiceSpec> service(String kind) {
    return ServiceLoader.load(ComponentSource.class).stream()
        .flatMap(source -> source.get().components().stream())
        .filter(component -> component.kind().equals(kind))
        .filter(component -> component.specType() == ApiServiceSpec.class)
        .map(component -> (Component<ApiServiceSpec>) component)
        .findFirst()
        .orElseThrow();
  }

  static <S extends ComponentSpec> Change<S> fresh(S spec) {
    return new Change<>(PLANE, Optional.empty(), Optional.empty(), Optional.of(spec), Given::bind);
  }

  /** A change of what brings requests in, to Keystone and Glance. */
  static <S extends ComponentSpec> Change<S> exposed(S spec) {
    return exposed(spec, Exposure.at("cloud.example.org"));
  }

  static <S extends ComponentSpec> Change<S> exposed(S spec, Exposure exposure) {
    return new Change<>(
            plane(exposure), Optional.empty(), Optional.empty(), Optional.of(spec), Given::bind)
        .asked(List.of(ExposureClaim.of("glance", 9292), ExposureClaim.of("keystone", 5000)));
  }

  static Plane plane(Exposure exposure) {
    return new Plane(
        PLANE.name(),
        PLANE.namespace(),
        PLANE.release(),
        PLANE.size(),
        PLANE.region(),
        PLANE.images(),
        PLANE.clusterDomain(),
        Optional.of(exposure),
        PLANE.spread());
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
    if (claim instanceof MessagingClaim bus) {
      return new MessagingClaim.Binding(
          List.of("mq-0.mq", "mq-1.mq"),
          5672,
          bus.virtualHost(),
          claim.account(),
          password,
          Map.of("rabbit_quorum_queue", "true"));
    }
    if (claim instanceof CacheClaim) {
      return new CacheClaim.Binding(List.of("memcached-0.memcached:11211"));
    }
    if (claim instanceof NetworkClaim) {
      return new Ovn().provide(claim, OvnSpec.of(3), PLANE).binding();
    }
    if (claim instanceof CellClaim) {
      return new CellClaim.Binding("nova");
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
            .map(n -> new IdentityClaim.DomainAdmin(n, n + "_domain_admin", password)));
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

  /** All that a recipe renders, as text. */
  static String rendered(List<Task> recipe) {
    StringBuilder text = new StringBuilder();
    for (Task task : recipe) {
      text.append("# ").append(task.phase()).append(' ').append(task.name());
      text.append(" needs ").append(task.needs().tasks());
      text.append(task.needs().claims().stream().map(Claim::name).toList()).append('\n');
      if (task instanceof Apply apply) {
        apply.objects().forEach(o -> text.append(Serialization.asYaml(o)));
        apply.secrets().forEach(s -> text.append(template(s)));
      } else if (task instanceof Run run) {
        text.append("# key ").append(run.key()).append(", undo ").append(run.undo()).append('\n');
        text.append(Serialization.asYaml(run.template()));
      }
    }
    return text.toString();
  }

  private static String template(SecretTemplate secret) {
    return "# Secret " + secret.name() + "\n" + new TreeMap<>(secret.files()) + "\n";
  }
}
