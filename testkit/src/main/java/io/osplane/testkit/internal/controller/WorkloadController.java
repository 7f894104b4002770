package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.store.Change;

/** Looks at an object of its kind whenever it changes or one of those that it controls does. */
abstract class WorkloadController implements Controller {
  final Control control;
  private final String kind;
  private final String controlled;

  WorkloadController(Control control, String kind, String controlled) {
    this.control = control;
    this.kind = kind;
    this.controlled = controlled;
  }

  @Override
  public void changed(Change change) {
    if (change.kind().name().equals(kind)) {
      control.enqueue(this, ObjectKey.of(change.kind(), change.object()));
    } else if (change.kind().name().equals(controlled)) {
      control.controller(kind, change.object()).ifPresent(key -> control.enqueue(this, key));
    }
  }

  @Override
  public void reconcile(ObjectKey key) {
    ObjectNode object = control.get(key);
    if (object != null && !Meta.deleting(object)) {
      reconcile(object);
    }
  }

  /** Only for objects that are there and stay. */
  abstract void reconcile(ObjectNode object);
}
