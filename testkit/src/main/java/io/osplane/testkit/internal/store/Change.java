package io.osplane.testkit.internal.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One write that the store took.
 *
 * @param object the new state; for a deletion the last state with the deletion's revision
 * @param previous absent for an addition
 */
public record Change(
    long revision, Type type, Kind kind, ObjectNode object, @Nullable ObjectNode previous) {

  /** As watch events name it. */
  public enum Type {
    ADDED,
    MODIFIED,
    DELETED
  }
}
