package io.osplane.testkit.internal.kubelet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.clock.EventLoop;
import io.osplane.testkit.internal.controller.Control;
import io.osplane.testkit.internal.controller.Controller;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;
import io.osplane.testkit.internal.store.Change;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The kubelets of all nodes. */
public final class Kubelet implements Controller {
  private static final Set<String> SOURCES = Set.of("Secret", "ConfigMap", "PersistentVolumeClaim");

  private final Control control;
  private final Nodes nodes;
  private final Programs programs;
  private final Predicate<String> cannotPull;
  private final Disks disks;
  private final Map<ObjectKey, PodRun> pods = new LinkedHashMap<>();
  private final Set<PodRun> waiting = new LinkedHashSet<>();

  public Kubelet(Control control, Nodes nodes, Programs programs, Predicate<String> cannotPull) {
    this.control = control;
    this.nodes = nodes;
    this.programs = programs;
    this.cannotPull = cannotPull;
    this.disks = new Disks(control);
  }

  Control control() {
    return control;
  }

  EventLoop loop() {
    return control.loop();
  }

  Programs programs() {
    return programs;
  }

  Disks disks() {
    return disks;
  }

  boolean cannotPull(String image) {
    return cannotPull.test(image);
  }

  Collection<PodRun> pods() {
    return pods.values();
  }

  @Override
  public void changed(Change change) {
    String kind = change.kind().name();
    if (kind.equals("Pod")) {
      if (concerns(change)) {
        control.enqueue(this, ObjectKey.of(change.kind(), change.object()));
      }
    } else if (SOURCES.contains(kind)) {
      waiting.forEach(p -> control.enqueue(this, p.key));
      if (change.type() == Change.Type.DELETED) {
        disks.destroy(Meta.uid(change.object()));
      }
    }
  }

  /** Whether it is more than a status that kubelet itself may have written. */
  private static boolean concerns(Change change) {
    ObjectNode previous = change.previous();
    return previous == null
        || change.type() == Change.Type.DELETED
        || !previous.path("spec").equals(change.object().path("spec"))
        || !Tree.at(previous, "metadata.deletionGracePeriodSeconds")
            .equals(Tree.at(change.object(), "metadata.deletionGracePeriodSeconds"));
  }

  void waitsForFiles(PodRun pod, boolean waits) {
    if (waits) {
      waiting.add(pod);
    } else {
      waiting.remove(pod);
    }
  }

  @Override
  public void reconcile(ObjectKey key) {
    ObjectNode object = control.get(key);
    PodRun run = pods.get(key);
    if (run != null && (object == null || !Meta.uid(object).equals(run.uid))) {
      run.remove();
      waiting.remove(run);
      pods.remove(key);
      disks.destroy(run.uid);
      run = null;
    }
    if (object != null && run == null) {
      run = place(key, object);
    }
    if (run != null) {
      run.sync();
    }
  }

  private @Nullable PodRun place(ObjectKey key, ObjectNode object) {
    Node node = nodes.get(Tree.text(object, "spec.nodeName"));
    if (node == null || !node.powered) {
      return null;
    }
    PodRun run = new PodRun(this, node, key, object);
    pods.put(key, run);
    return run;
  }

  void powerOff(Node node) {
    pods.values().stream()
        .filter(p -> p.node == node)
        .forEach(p -> p.containers().forEach(ContainerRun::vanish));
    disks.powerOff(node.name);
  }

  void boot(Node node) {
    for (PodRun pod : pods.values()) {
      if (pod.node == node) {
        pod.containers().forEach(ContainerRun::reboot);
        pod.later();
      }
    }
    for (ObjectNode pod : control.list("Pod", "")) {
      if (Tree.text(pod, "spec.nodeName").equals(node.name)) {
        control.enqueue(this, ObjectKey.of(control.kind("Pod"), pod));
      }
    }
  }

  void report(Node node) {
    pods.values().stream().filter(p -> p.node == node).forEach(PodRun::later);
  }

  @Nullable PodRun pod(ObjectKey key) {
    return pods.get(key);
  }
}
