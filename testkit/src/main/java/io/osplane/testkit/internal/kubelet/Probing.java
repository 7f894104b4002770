package io.osplane.testkit.internal.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.testkit.Probe;
import io.osplane.testkit.internal.clock.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The probes of one container: the startup probe first, then the other two. */
final class Probing {
  private final List<ProbeLoop> loops = new ArrayList<>();
  private final EventLoop loop;
  private final JsonNode container;
  private final Predicate<Probe> target;
  private final ProbeLoop.Listener listener;

  Probing(
      EventLoop loop, JsonNode container, Predicate<Probe> target, ProbeLoop.Listener listener) {
    this.loop = loop;
    this.container = container;
    this.target = target;
    this.listener = listener;
  }

  void starting() {
    add(Probe.Type.STARTUP, "startupProbe");
    if (loops.isEmpty()) {
      started();
    }
  }

  void started() {
    stop();
    add(Probe.Type.READINESS, "readinessProbe");
    add(Probe.Type.LIVENESS, "livenessProbe");
  }

  private void add(Probe.Type type, String field) {
    JsonNode spec = container.path(field);
    if (!spec.isMissingNode()) {
      Probe probe = ProbeLoop.parse(type, spec, container);
      ProbeLoop added = new ProbeLoop(loop, probe, spec, target, listener);
      loops.add(added);
      added.start();
    }
  }

  void stop() {
    loops.forEach(ProbeLoop::stop);
    loops.clear();
  }
}
