package io.osplane.benchmarks;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.health.Condition;
import io.osplane.spi.Apply;
import io.osplane.spi.Change;
import io.osplane.spi.Component;
import io.osplane.spi.Probe;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** A component whose recipe is to apply a list of objects, and to wait for nothing. */
final class Sheet implements Component<SheetSpec> {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final Set<String> OWNERS = Set.of("StatefulSet", "Deployment", "Job", "CronJob");
  private final List<HasMetadata> objects;

  private Sheet(List<HasMetadata> objects) {
    this.objects = List.copyOf(objects);
  }

  /** The objects that a spec renders to in a namespace, as one component. */
  static Sheet of(ControlPlaneSpec spec, Testbed bed) {
    try (ControlPlane cloud = bed.open()) {
      return new Sheet(read(cloud.render(spec)));
    }
  }

  private static List<HasMetadata> read(String yaml) {
    Object all = YAML.unmarshal(yaml);
    List<HasMetadata> objects = new ArrayList<>();
    (all instanceof Collection<?> some ? some : List.of(all))
        .forEach(o -> objects.add((HasMetadata) o));
    objects.sort(Comparator.comparingInt(Sheet::rank));
    return objects;
  }

  /**
   * A StatefulSet that comes before a claim has the claim made by a controller, in another size.
   */
  private static int rank(HasMetadata object) {
    if (object.getKind().equals("PersistentVolumeClaim")) {
      return 0;
    }
    return OWNERS.contains(object.getKind()) ? 2 : 1;
  }

  /** A spec of nothing but this. */
  static ControlPlaneSpec spec() {
    return ControlPlaneSpec.builder().component(SheetSpec.defaults()).build();
  }

  List<HasMetadata> objects() {
    return objects;
  }

  /** The objects as YAML documents. */
  String yaml() {
    StringBuilder text = new StringBuilder();
    objects.forEach(o -> text.append("---\n").append(YAML.asYaml(o)));
    return text.toString();
  }

  @Override
  public String kind() {
    return SheetSpec.KIND;
  }

  @Override
  public Class<SheetSpec> specType() {
    return SheetSpec.class;
  }

  @Override
  public List<Task> recipe(Change<SheetSpec> change) {
    return change.isRemoval()
        ? List.of()
        : List.of(Apply.of("objects", objects.toArray(HasMetadata[]::new)));
  }

  @Override
  public List<Condition> probe(SheetSpec spec, Probe probe) {
    return List.of();
  }
}
