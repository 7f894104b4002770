package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.testkit.internal.model.Tree;
import java.util.OptionalInt;

/**
 * The options of a deletion.
 *
 * @param policy Background, Foreground, Orphan, or empty for the kind's default
 * @param uid precondition, empty for none
 * @param revision precondition, empty for none
 */
public record Deletion(String policy, OptionalInt grace, String uid, String revision) {
  public static final Deletion BACKGROUND = new Deletion("Background", OptionalInt.empty(), "", "");
  public static final Deletion NOW = new Deletion("Background", OptionalInt.of(0), "", "");

  /** From a {@code DeleteOptions} body. */
  static Deletion of(JsonNode options) {
    JsonNode grace = Tree.at(options, "gracePeriodSeconds");
    boolean orphan = Tree.flag(options, "orphanDependents");
    return new Deletion(
        orphan ? "Orphan" : Tree.text(options, "propagationPolicy"),
        grace.isNumber() ? OptionalInt.of(grace.asInt()) : OptionalInt.empty(),
        Tree.text(options, "preconditions.uid"),
        Tree.text(options, "preconditions.resourceVersion"));
  }
}
