package io.osplane.spi;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Job that runs once per key.
 *
 * @param name the task's name
 * @param phase when
 * @param needs what must be done before; the identities of the claims' providers join the key
 * @param summary what it does, in a few words
 * @param key what tells one run from another: release, image, claim epochs; never the pod template
 * @param undo how it can be taken back
 * @param template the pod; its restart policy is {@code Never}
 */
public record Run(
    String name,
    Phase phase,
    Needs needs,
    String summary,
    Map<String, String> key,
    Undo undo,
    PodTemplateSpec template)
    implements Task {
  public Run {
    key = Collections.unmodifiableMap(new TreeMap<>(key));
  }
}
