package io.osplane.testkit.internal.controller;

import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.store.Change;

/** Brings the cluster a step closer to what an object says. */
public interface Controller {

  /** Queues what a change concerns; must not write. */
  void changed(Change change);

  void reconcile(ObjectKey key);
}
