package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.clock.Pull;
import io.osplane.testkit.internal.model.ObjectKey;
import java.time.Duration;
import java.util.Collection;

/** Looks again when pods that are ready become available by {@code minReadySeconds}. */
final class AvailableSoon {
  private AvailableSoon() {}

  static void watch(
      Control control, Controller who, ObjectKey key, Collection<ObjectNode> pods, int minReady) {
    boolean waiting =
        pods.stream()
            .anyMatch(
                p ->
                    Conditions.ready(p)
                        && !Conditions.available(p, minReady, control.loop().time()));
    if (waiting) {
      control
          .loop()
          .after(Duration.ofSeconds(minReady), Pull.PROGRESS, () -> control.enqueue(who, key));
    }
  }
}
