package io.osplane.internal.engine;

import io.osplane.ComponentName;
import io.osplane.ControlPlaneSpec;
import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.Size;
import io.osplane.plan.Phase;
import io.osplane.plan.Plan;
import io.osplane.plan.Undo;
import io.osplane.spi.Act;
import io.osplane.spi.Await;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.Needs;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Site;
import io.osplane.spi.Verdict;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** What the engine's tests start from. */
final class Given {
  static final Plane PLANE =
      new Plane("prod", "ns", Release.of("2025.1"), Size.TINY, "RegionOne", ImageCatalog.KIT);

  private Given() {}

  static ControlPlaneSpec spec(TestSpec... components) {
    return spec(List.of(components));
  }

  static ControlPlaneSpec spec(Collection<TestSpec> components) {
    return ControlPlaneSpec.builder().components(components).build();
  }

  /** A spec with one instance of each. */
  static ControlPlaneSpec specOf(List<TestComponent> components) {
    return spec(components.stream().map(c -> TestSpec.of(c.kind())).toList());
  }

  static Map<String, Component<?>> kinds(Collection<TestComponent> components) {
    Map<String, Component<?>> kinds = new TreeMap<>();
    components.forEach(c -> kinds.put(c.kind(), c));
    return kinds;
  }

  static Roster roster(TestComponent... components) {
    return roster(Arrays.asList(components));
  }

  static Roster roster(List<TestComponent> components) {
    return Roster.of(specOf(components), PLANE, kinds(components), Set.of());
  }

  static List<Node> graph(TestComponent... components) {
    return Graph.of(roster(components), Optional.empty(), Optional.empty(), 1);
  }

  static Act act(String name, Needs needs) {
    return act(name, Phase.EXPAND, needs);
  }

  static Act act(String name, Phase phase, Needs needs) {
    return new Act(name, phase, needs, name, Map.of(), Undo.REAPPLY, doing(site -> {}));
  }

  /** A component whose only task says that it has begun, and then waits for ever. */
  static TestComponent endless(CountDownLatch begun) {
    Act.Action action =
        doing(
            site -> {
              begun.countDown();
              site.await("never", view -> Verdict.notYet("never"));
            });
    return TestComponent.of("db")
        .recipe(
            new Act("wait", Phase.EXPAND, Needs.none(), "Wait", Map.of(), Undo.REAPPLY, action));
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static Act serving(String name, Claim<?> claim) {
    return act(name, Needs.none().andServing(claim));
  }

  static Act.Action doing(Doing what) {
    return new Act.Action() {
      @Override
      public boolean isSo(Probe probe) {
        return false;
      }

      @Override
      public void makeSo(Site site) throws InterruptedException {
        what.at(site);
      }
    };
  }

  /** What an action does. */
  interface Doing {
    void at(Site site) throws InterruptedException;
  }

  /** A node without a component of its own that needs others of its kind. */
  static Node node(String name, Function<Probe, Verdict> judge, String... needs) {
    Await await = new Await(name, Phase.EXPAND, Needs.none(), name, judge, Optional.empty());
    List<String> ids = Arrays.stream(needs).map(n -> "unit/" + n).toList();
    return new Node(ComponentName.of("unit"), await, ids, List.of());
  }

  static Plan emptyPlan() {
    return new Plan("deploy", "https://api", "ns", "prod", List.of(), "f");
  }
}
