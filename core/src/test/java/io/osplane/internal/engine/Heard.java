package io.osplane.internal.engine;

import io.osplane.error.OsplaneException;
import io.osplane.internal.kube.Watch;
import java.util.function.Consumer;

/** What a watch tells a test that does not expect its end. */
record Heard(Consumer<Watch.Change> changes) implements Watch.Listener {
  static Heard changes(Consumer<Watch.Change> changes) {
    return new Heard(changes);
  }

  @Override
  public void changed(Watch.Change change) {
    changes.accept(change);
  }

  @Override
  public void ended(OsplaneException why) {
    throw new AssertionError("the watch was to go on", why);
  }
}
