package io.osplane.testkit.contract;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.osplane.SecretRef;
import io.osplane.error.RefusedException;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Apply;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.Needs;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Run;
import io.osplane.spi.Site;
import io.osplane.spi.Task;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Contracts of toys that break one check each; run by {@link ContractViolationTest} only. */
final class BrokenToys {
  private static final SecretRef PASSWORD = SecretRef.of("store-toy", "password");

  private static Act act(Map<String, String> key, Consumer<Site> makeSo) {
    return Act.of(
        "flaw",
        new Needs(List.of("greet"), List.of()).andServing(Toy.DATABASE),
        "Break the contract",
        key,
        new Act.Action() {
          @Override
          public boolean isSo(Probe probe) {
            return false;
          }

          @Override
          public void makeSo(Site site) {
            makeSo.accept(site);
          }
        });
  }

  /** Renders something else each time. */
  static class Unstable extends ToyContract {
    @Override
    protected Component<ToySpec> component() {
      return BrokenToy.with(
          change ->
              Apply.of(
                  "flaw",
                  change.manifests().live("flaw", Map.of("id", UUID.randomUUID().toString()))));
    }
  }

  /** Acts each time. */
  static class Restless extends ToyContract {
    @Override
    protected Component<ToySpec> component() {
      return BrokenToy.with(change -> act(Map.of("id", UUID.randomUUID() + ""), site -> {}));
    }
  }

  /** Cannot act again where it was cut off. */
  static class Fragile extends ToyContract {
    @Override
    protected Component<ToySpec> component() {
      return BrokenToy.with(change -> act(Map.of(), Fragile::onceOnly));
    }

    private static void onceOnly(Site site) {
      if (!site.record("begun").isEmpty()) {
        throw new RefusedException("act", "it was begun before", "Never let it crash");
      }
      site.record("begun", Map.of("begun", "yes"));
      // long enough for some caller to die in it, wherever writes of others come between
      for (int i = 0; i < 10; i++) {
        site.record("part-" + i, Map.of("done", "yes"));
      }
    }
  }

  /** Runs its Job under another key each time. */
  static class Repeating extends ToyContract {
    @Override
    protected Component<ToySpec> component() {
      return BrokenToy.with(Repeating::job);
    }

    private static Task job(Change<ToySpec> change) {
      return new Run(
          "flaw",
          Phase.EXPAND,
          Needs.tasks("base"),
          "Run again and again",
          Map.of("id", UUID.randomUUID().toString()),
          Undo.NEVER,
          pod(change));
    }

    private static PodTemplateSpec pod(Change<ToySpec> change) {
      return change
          .manifests()
          .pod("flaw", 1000, 1000)
          .editSpec()
          .addToContainers(change.manifests().container("flaw", "toy", 10, 16).build())
          .endSpec()
          .build();
    }
  }

  /** Asks another database of the store when its greeting changes. */
  static class Spreading extends ToyContract {
    @Override
    protected ToySpec changed() {
      return ToySpec.defaults().withGreeting("bye");
    }

    @Override
    protected Component<ToySpec> component() {
      return new Toy() {
        @Override
        public List<Claim<?>> claims(ToySpec spec, Plane plane) {
          return List.of(DATABASE, DatabaseClaim.of(spec.greeting()));
        }
      };
    }
  }

  /** Says that something changes, and nothing does. */
  static class Unchanging extends ToyContract {
    @Override
    protected ToySpec changed() {
      return example();
    }
  }

  /** Makes an object that no label tells to be its own. */
  static class Littering extends ToyContract {
    @Override
    protected Component<ToySpec> component() {
      return BrokenToy.with(
          change ->
              Apply.of(
                  "flaw",
                  new ConfigMapBuilder()
                      .withNewMetadata()
                      .withName("litter")
                      .withNamespace(change.plane().namespace())
                      .endMetadata()
                      .build()));
    }
  }

  /** Makes an object of a kind that the required role does not cover. */
  static class Greedy extends ToyContract {
    @Override
    protected Component<ToySpec> component() {
      return BrokenToy.with(
          change ->
              Apply.of(
                  "flaw",
                  new HorizontalPodAutoscalerBuilder()
                      .withMetadata(change.manifests().meta("flaw"))
                      .withNewSpec()
                      .withMaxReplicas(3)
                      .withNewScaleTargetRef("apps/v1", "StatefulSet", "toy")
                      .endSpec()
                      .build()));
    }
  }

  /** Says a password. */
  static class Talkative extends ToyContract {
    @Override
    protected Component<ToySpec> component() {
      return BrokenToy.with(
          change -> act(Map.of(), site -> site.say("I use " + site.reveal(PASSWORD))));
    }
  }

  /** Records a password. */
  static class Careless extends ToyContract {
    @Override
    protected Component<ToySpec> component() {
      return BrokenToy.with(
          change ->
              act(
                  Map.of(),
                  site -> site.record("notes", Map.of("password", site.reveal(PASSWORD)))));
    }
  }

  private BrokenToys() {}
}
