package io.osplane.testkit.contract;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.osplane.ComponentName;
import io.osplane.health.Condition;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.Manifests;
import io.osplane.spi.Needs;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Run;
import io.osplane.spi.SecretTemplate;
import io.osplane.spi.Task;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A service that greets, with a task of each kind; keeps the contract. */
class Toy implements Component<ToySpec> {
  static final DatabaseClaim DATABASE = DatabaseClaim.of("toy");

  @Override
  public String kind() {
    return "toy";
  }

  @Override
  public Class<ToySpec> specType() {
    return ToySpec.class;
  }

  @Override
  public List<Claim<?>> claims(ToySpec spec, Plane plane) {
    return List.of(DATABASE);
  }

  @Override
  public List<Task> recipe(Change<ToySpec> change) {
    Manifests manifests = change.manifests();
    ConfigMap config =
        manifests.rolling("toy-config", Map.of("greeting", change.spec().greeting()));
    SecretTemplate secret =
        new SecretTemplate("toy-database", Map.of("url", change.binding(DATABASE).url()));
    return List.of(
        Apply.of("base", manifests.account(), config).withSecrets(secret),
        new Run(
            "schema",
            Phase.EXPAND,
            Needs.tasks("base").andServing(DATABASE),
            "Create the schema",
            Map.of("release", change.plane().release().value()),
            Undo.NEVER,
            pod(manifests, "schema", config)),
        Apply.of("volumes", volumes(change.spec(), manifests)),
        Apply.of("members", members(change.spec(), manifests, config))
            .in(change.moving())
            .after(Needs.tasks("schema", "volumes")),
        Await.of("ready", "every member is ready", view -> ready(change.spec(), view))
            .in(change.moving())
            .after(Needs.tasks("members")),
        Act.of(
            "greet",
            change.isNew() ? Needs.tasks("ready") : Needs.none(),
            "Greet the first time",
            Map.of(),
            new Store.Recorded("greeted")));
  }

  private static PodTemplateSpec pod(Manifests manifests, String role, ConfigMap config) {
    return manifests
        .pod(role, 1000, 1000)
        .editSpec()
        .addToContainers(manifests.container("toy", "toy", 10, 16).build())
        .addNewVolume()
        .withName("config")
        .withNewConfigMap()
        .withName(config.getMetadata().getName())
        .endConfigMap()
        .endVolume()
        .endSpec()
        .build();
  }

  private static StatefulSet members(ToySpec spec, Manifests manifests, ConfigMap config) {
    return new StatefulSetBuilder()
        .withMetadata(manifests.meta("toy"))
        .withNewSpec()
        .withReplicas(spec.replicas())
        .withServiceName("toy")
        .withSelector(manifests.selector("member"))
        .withTemplate(pod(manifests, "member", config))
        .withVolumeClaimTemplates(volume(new ObjectMetaBuilder().withName("data").build()))
        .endSpec()
        .build();
  }

  /** Made in advance, so that they are known for volumes that a removal leaves. */
  private static HasMetadata[] volumes(ToySpec spec, Manifests manifests) {
    return IntStream.range(0, spec.replicas())
        .mapToObj(i -> volume(manifests.meta("data-toy-" + i)))
        .toArray(HasMetadata[]::new);
  }

  private static PersistentVolumeClaim volume(ObjectMeta metadata) {
    return new PersistentVolumeClaimBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withNewResources()
        .addToRequests("storage", new Quantity("1Gi"))
        .endResources()
        .endSpec()
        .build();
  }

  private static Verdict ready(ToySpec spec, View view) {
    long updated = view.find(StatefulSet.class, "toy").map(s -> updated(s, spec)).orElse(0L);
    return updated == spec.replicas()
        ? Verdict.met()
        : Verdict.notYet(updated + " of " + spec.replicas() + " members are ready");
  }

  private static long updated(StatefulSet set, ToySpec spec) {
    boolean isObserved =
        set.getStatus() != null
            && set.getMetadata().getGeneration().equals(set.getStatus().getObservedGeneration());
    if (!isObserved) {
      return 0;
    }
    int ready = Optional.ofNullable(set.getStatus().getReadyReplicas()).orElse(0);
    int updated = Optional.ofNullable(set.getStatus().getUpdatedReplicas()).orElse(0);
    return Math.min(spec.replicas(), Math.min(ready, updated));
  }

  @Override
  public List<Condition> probe(ToySpec spec, Probe probe) {
    int pods = probe.view().pods(ComponentName.of("toy")).size();
    return List.of(
        ready(spec, probe.view()) instanceof Verdict.Met
            ? Condition.healthy("Ready", pods + " pods are there")
            : Condition.degraded("NotReady", pods + " pods are there", "Call heal()"));
  }
}
