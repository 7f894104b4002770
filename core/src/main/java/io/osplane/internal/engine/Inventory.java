package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.internal.kube.Cluster;
import io.osplane.spi.Apply;
import io.osplane.spi.Generate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The objects that belong to a revision, as {@code apiVersion/kind/name}, with UIDs once known. */
final class Inventory {
  private Inventory() {}

  /** What the nodes want. */
  static Set<String> of(List<Node> nodes, Situation now) {
    Set<String> entries = new TreeSet<>();
    for (Node node : nodes) {
      if (node.task() instanceof Generate generate) {
        entries.add(entry(generate));
      } else if (node.task() instanceof Apply apply) {
        now.desired()
            .of(node.component(), now.plane(), apply)
            .forEach(w -> entries.add(entry(w.object())));
      }
    }
    return entries;
  }

  static String entry(Generate task) {
    return "v1/Secret/" + task.secret();
  }

  static String entry(ObjectNode object) {
    return object.path("apiVersion").asText()
        + "/"
        + object.path("kind").asText()
        + "/"
        + Cluster.nameOf(object);
  }

  /** Entries without their UIDs. */
  static Set<String> names(List<String> entries) {
    Set<String> names = new TreeSet<>();
    entries.forEach(e -> names.add(e.split("=", 2)[0]));
    return names;
  }

  /** The names of what was seen to exist: only then is there a UID. */
  static Set<String> existed(List<String> entries) {
    return names(entries.stream().filter(e -> e.contains("=")).toList());
  }

  /** The revision as carried out, with the UID of every object that is there. */
  static Revision asDone(Revision revision, List<String> left, Situation now) {
    List<String> entries = new ArrayList<>(left);
    for (String name : names(revision.inventory())) {
      entries.add(find(now, name).map(o -> name + "=" + uid(o)).orElse(name));
    }
    return revision.with(entries, true);
  }

  /** The object of an entry; empty if it is gone, or another one of the same name is there. */
  static Optional<ObjectNode> find(Situation now, String entry) {
    String[] nameAndUid = entry.split("=", 2);
    int name = nameAndUid[0].lastIndexOf('/');
    int kind = nameAndUid[0].lastIndexOf('/', name - 1);
    return now.view()
        .object(
            now.cluster()
                .kind(nameAndUid[0].substring(0, kind), nameAndUid[0].substring(kind + 1, name)),
            nameAndUid[0].substring(name + 1))
        .filter(o -> nameAndUid.length == 1 || uid(o).equals(nameAndUid[1]));
  }

  private static String uid(ObjectNode object) {
    return object.path("metadata").path("uid").asText();
  }
}
