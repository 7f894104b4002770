package io.osplane.sdn;

import io.osplane.ComponentName;
import io.osplane.ComponentSpec;
import io.osplane.SecretRef;
import io.osplane.health.Condition;
import io.osplane.spi.Capability;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.Generate;
import io.osplane.spi.MetadataClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Provision;
import io.osplane.spi.Task;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** As much of a Nova as OVN asks for: a secret in common. */
final class FakeNova implements Component<FakeNova.Spec> {
  /** Nothing is wanted of it. */
  record Spec(ComponentName name) implements ComponentSpec {
    @Override
    public String kind() {
      return "nova";
    }

    @Override
    public Spec withReplicas(int replicas) {
      return this;
    }
  }

  static Spec spec() {
    return new Spec(ComponentName.of("nova"));
  }

  @Override
  public String kind() {
    return "nova";
  }

  @Override
  public Class<Spec> specType() {
    return Spec.class;
  }

  @Override
  public Set<Capability<?>> provides() {
    return Set.of(Capability.METADATA);
  }

  @Override
  public Provision<?> provide(Claim<?> claim, Spec spec, Plane plane) {
    return new Provision<>(
        new MetadataClaim.Binding("nova", 8775, SecretRef.of("nova-metadata", "secret")),
        List.of());
  }

  @Override
  public List<Task> recipe(Change<Spec> change) {
    return List.of(new Generate("nova-metadata", Map.of("secret", Generate.Value.PASSWORD)));
  }

  @Override
  public List<Condition> probe(Spec spec, Probe probe) {
    return List.of(Condition.healthy("Fake", "it is no real one"));
  }
}
