package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.ComponentName;
import io.osplane.ControlPlaneSpec;
import io.osplane.Removal;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.spi.Manifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Removes the cloud, one step a component; what {@link Desired#KEEP} marks and the state records
 * stay.
 */
public class Remove extends Verb implements Removal {
  public Remove(Engine engine) {
    this(engine, "remove");
  }

  Remove(Engine engine, String verb) {
    super(engine, verb);
  }

  @Override
  public final Removal withData() {
    return new RemoveWithData(engine());
  }

  /** What is done to a component, in a few words. */
  String summary() {
    return Teardown.KEEPING;
  }

  /**
   * What is done after the components are removed, in its order.
   *
   * @param removals ids of the nodes that remove them
   */
  Map<Node, Step> afterwards(Situation now, List<String> removals) {
    return Map.of();
  }

  @Override
  Draft draft(Situation now, boolean isReviewed) {
    Optional<Revision> last = now.state().revision();
    Map<String, List<ObjectNode>> gone = new TreeMap<>();
    now.view().all().stream()
        .filter(Remove::goes)
        .forEach(o -> gone.computeIfAbsent(component(o), c -> new ArrayList<>()).add(o));
    List<Node> nodes = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    gone.forEach(
        (component, objects) -> {
          Teardown teardown = new Teardown(ComponentName.of(component), objects, now, summary());
          Node node = new Node(teardown.component(), teardown.act(), List.of(), List.of());
          nodes.add(node);
          steps.add(teardown.step(node, name() + " was asked for"));
        });
    afterwards(now, nodes.stream().map(Node::id).toList())
        .forEach(
            (node, step) -> {
              nodes.add(node);
              steps.add(step);
            });
    Revision revision =
        last.filter(Revision::isRemoval)
            .orElseGet(
                () ->
                    new Revision(
                        last.map(Revision::number).orElse(0) + 1,
                        name(),
                        last.map(Revision::life).orElse(1),
                        "",
                        List.of(),
                        true));
    Plan plan =
        new Plan(
            name(),
            engine().cluster().server(),
            engine().cluster().namespace(),
            engine().plane(),
            steps,
            fingerprint("" + last.map(Revision::number).orElse(0) + steps));
    ControlPlaneSpec spec =
        engine().lastSpec(now).orElseGet(() -> ControlPlaneSpec.builder().build());
    Roster roster = Roster.past(spec, engine().planeOf(spec), engine().kinds());
    return new Draft(plan, roster, nodes, revision);
  }

  private static boolean goes(ObjectNode object) {
    boolean isPod = object.path("kind").asText().equals("Pod");
    return !isPod
        && !StateStore.isState(object)
        && !Desired.isKept(object)
        && object.path("metadata").path("labels").has(Manifests.COMPONENT)
        && object.path("metadata").path("ownerReferences").isEmpty();
  }

  private static String component(ObjectNode object) {
    return object.path("metadata").path("labels").path(Manifests.COMPONENT).asText();
  }

  /** Where nothing was ever deployed, that nothing is there is nothing to note. */
  @Override
  boolean isRemembered(Situation now, Draft draft) {
    return super.isRemembered(now, draft)
        || (now.state().revision().isEmpty() && Hold.open(engine().cluster()).isEmpty());
  }

  @Override
  Ledger ledger(Situation now, Hold hold, Draft draft) {
    return Ledger.none();
  }

  @Override
  void remember(Situation now, Hold hold, Draft draft, List<String> left) {}
}
