package io.osplane.internal.engine;

import io.osplane.error.RefusedException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A spec that was applied, with what belonged to it.
 *
 * @param number one more than the last one's
 * @param verb what it was applied by
 * @param life which life of the control plane it belongs to
 * @param spec its YAML; empty after a removal
 * @param inventory {@code apiVersion/kind/name} of every object, with {@code =uid} once it exists
 * @param isDone whether it was carried out to the end
 */
record Revision(
    int number, String verb, int life, String spec, List<String> inventory, boolean isDone) {
  static final String PREFIX = "osplane-revision-";

  /** Rises when rendered bytes change. */
  static final int RENDERER = 2;

  Revision {
    inventory = inventory.stream().sorted().toList();
  }

  /**
   * Reads one back.
   *
   * @throws RefusedException if a newer Osplane wrote it
   */
  static Revision of(String name, Map<String, String> data) {
    int renderer = Integer.parseInt(data.getOrDefault("renderer", "0"));
    if (renderer > RENDERER) {
      throw new RefusedException(
          "work on this control plane",
          "its "
              + name
              + " was written by a newer Osplane (renderer "
              + renderer
              + ", ours is "
              + RENDERER
              + ")",
          "Use that version of Osplane or a later one");
    }
    return new Revision(
        Integer.parseInt(name.substring(PREFIX.length())),
        data.getOrDefault("verb", ""),
        Integer.parseInt(data.getOrDefault("life", "1")),
        data.getOrDefault("spec", ""),
        Arrays.stream(data.getOrDefault("inventory", "").split("\n"))
            .filter(line -> !line.isEmpty())
            .toList(),
        data.getOrDefault("done", "no").equals("yes"));
  }

  Map<String, String> toData() {
    Map<String, String> data = new TreeMap<>();
    data.put("renderer", RENDERER + "");
    data.put("verb", verb);
    data.put("life", life + "");
    data.put("spec", spec);
    data.put("inventory", String.join("\n", inventory));
    data.put("done", isDone ? "yes" : "no");
    return data;
  }

  /** A copy with another inventory, carried out or not. */
  Revision with(List<String> entries, boolean done) {
    return new Revision(number, verb, life, spec, entries, done);
  }

  /** Whether the control plane was removed. */
  boolean isRemoval() {
    return spec.isEmpty();
  }
}
