package io.osplane.plan;

import java.util.List;

/**
 * One Kubernetes object that would be created, updated, deleted or left as it is.
 *
 * @param action what would happen to it
 * @param kind the Kubernetes kind, for example {@code StatefulSet}
 * @param name its name
 * @param fields what would change of it; empty for a creation or deletion
 */
public record ObjectChange(Action action, String kind, String name, List<FieldChange> fields) {
  /** What would happen to an object. */
  public enum Action {
    CREATE("+"),
    UPDATE("~"),
    DELETE("-"),
    /** Nothing: its fields are left to the managers that hold them. */
    LEAVE("=");

    private final String sign;

    Action(String sign) {
      this.sign = sign;
    }

    /** The sign before the object in a described plan. */
    public String sign() {
      return sign;
    }
  }

  public ObjectChange {
    fields = List.copyOf(fields);
  }
}
