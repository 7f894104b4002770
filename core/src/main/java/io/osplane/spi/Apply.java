package io.osplane.spi;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.plan.Phase;
import java.util.List;

/**
 * Kubernetes objects that shall be as rendered, written by server-side apply.
 *
 * @param name the task's name
 * @param phase when
 * @param needs what must be done before
 * @param objects rendered objects of this component
 * @param secrets Secrets that are filled in when written
 * @param isPatient whether nobody waits for its pods, so that they let those of others go first
 */
public record Apply(
    String name,
    Phase phase,
    Needs needs,
    List<HasMetadata> objects,
    List<SecretTemplate> secrets,
    boolean isPatient)
    implements Task {
  public Apply {
    objects = List.copyOf(objects);
    secrets = List.copyOf(secrets);
  }

  /** Objects that others may wait for. */
  public Apply(
      String name,
      Phase phase,
      Needs needs,
      List<HasMetadata> objects,
      List<SecretTemplate> secrets) {
    this(name, phase, needs, objects, secrets, false);
  }

  /** Additive objects without needs. */
  public static Apply of(String name, HasMetadata... objects) {
    return new Apply(name, Phase.EXPAND, Needs.none(), List.of(objects), List.of());
  }

  public Apply in(Phase newPhase) {
    return new Apply(name, newPhase, needs, objects, secrets, isPatient);
  }

  public Apply after(Needs newNeeds) {
    return new Apply(name, phase, newNeeds, objects, secrets, isPatient);
  }

  public Apply withSecrets(SecretTemplate... templates) {
    return new Apply(name, phase, needs, objects, List.of(templates), isPatient);
  }

  /** A copy whose pods let those of others go first. */
  public Apply patient() {
    return new Apply(name, phase, needs, objects, secrets, true);
  }
}
