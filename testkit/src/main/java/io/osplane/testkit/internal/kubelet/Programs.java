package io.osplane.testkit.internal.kubelet;

import io.osplane.testkit.Container;
import io.osplane.testkit.DefaultProgram;
import io.osplane.testkit.Program;
import io.osplane.testkit.ProgramFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** Chooses the program of a container: by its name, else by a part of its image's reference. */
public final class Programs {
  private final Map<String, ProgramFactory> factories;

  public Programs(Map<String, ProgramFactory> factories) {
    this.factories = new LinkedHashMap<>(factories);
  }

  Program create(Container container) {
    ProgramFactory exact = factories.get(container.name());
    if (exact != null) {
      return exact.create(container);
    }
    return factories.entrySet().stream()
        .filter(e -> container.image().contains(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(DefaultProgram::new)
        .create(container);
  }
}
