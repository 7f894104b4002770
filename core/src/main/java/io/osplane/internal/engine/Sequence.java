package io.osplane.internal.engine;

import io.osplane.error.InvalidSpecException;
import io.osplane.error.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tasks one after the other, each after what it needs: passes over all of them, sorted by id,
 * until one adds nothing. Pure.
 */
final class Sequence {
  private final Map<String, Vertex> vertices;

  private Sequence(Map<String, Vertex> vertices) {
    this.vertices = vertices;
  }

  /**
   * The nodes, each after what it needs.
   *
   * @param vertices by id, sorted
   * @throws InvalidSpecException if tasks need each other in a cycle, which it names
   */
  static List<Node> of(Map<String, Vertex> vertices) {
    return new Sequence(vertices).nodes();
  }

  private List<Node> nodes() {
    vertices.forEach(this::checkNeeds);
    Map<String, Node> done = new LinkedHashMap<>();
    boolean grew = true;
    while (grew) {
      grew = false;
      for (Map.Entry<String, Vertex> entry : vertices.entrySet()) {
        if (!done.containsKey(entry.getKey())
            && done.keySet().containsAll(entry.getValue().needs())) {
          done.put(entry.getKey(), entry.getValue().node());
          grew = true;
        }
      }
    }
    if (done.size() < vertices.size()) {
      throw cycle(done.keySet());
    }
    return new ArrayList<>(done.values());
  }

  private void checkNeeds(String id, Vertex vertex) {
    for (String need : vertex.needs()) {
      if (!vertices.containsKey(need)) {
        throw new IllegalStateException("task " + id + " needs " + need + ", which does not exist");
      }
    }
  }

  private InvalidSpecException cycle(Set<String> done) {
    List<String> path = new ArrayList<>();
    Map<String, String> next = open(done);
    String at = next.keySet().iterator().next();
    while (!path.contains(at)) {
      path.add(at);
      at = next.getOrDefault(at, at);
    }
    List<String> loop = new ArrayList<>(path.subList(path.indexOf(at), path.size()));
    loop.add(at);
    return new InvalidSpecException(
        List.of(
            new Violation(
                "components",
                "tasks need each other: " + String.join(" → ", loop),
                "remove one of these needs; of a claim, wait for its address instead of its"
                    + " service")));
  }

  /** Of each task that is not done, one that it still waits for. */
  private Map<String, String> open(Set<String> done) {
    Map<String, String> next = new TreeMap<>();
    vertices.forEach(
        (id, vertex) ->
            vertex.needs().stream()
                .filter(need -> !done.contains(need) && !done.contains(id))
                .findFirst()
                .ifPresent(need -> next.put(id, need)));
    return next;
  }
}
