package io.osplane.plan;

import io.osplane.error.Violation;
import io.osplane.internal.plan.PlanCodec;
import io.osplane.internal.plan.PlanText;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What an operation would do: pure data without a connection, so that it can be approved in one
 * program and applied in another.
 *
 * @param verb what was asked for, for example {@code deploy}
 * @param server the API server's URL
 * @param namespace the Kubernetes namespace
 * @param controlPlane the control plane's name
 * @param steps what would be done, each after the steps it needs
 * @param fingerprint SHA-256, in hex, over the verb, the spec, the renderer's version, the last
 *     revision, the keys of the tasks and the changes of owned fields; never over status, time or
 *     what is left
 * @param left fields that the spec sets and that are left to the field managers that hold them, by
 *     object; empty unless {@link io.osplane.OnConflict#LEAVE} was chosen
 * @param acknowledged the warnings that the spec would be refused for, if it did not acknowledge
 *     them
 */
public record Plan(
    String verb,
    String server,
    String namespace,
    String controlPlane,
    List<Step> steps,
    String fingerprint,
    List<ObjectChange> left,
    List<Violation> acknowledged) {
  public Plan {
    steps = List.copyOf(steps);
    left = List.copyOf(left);
    acknowledged = List.copyOf(acknowledged);
  }

  /** A plan that leaves nothing to others, of a spec without warnings. */
  public Plan(
      String verb,
      String server,
      String namespace,
      String controlPlane,
      List<Step> steps,
      String fingerprint) {
    this(verb, server, namespace, controlPlane, steps, fingerprint, List.of(), List.of());
  }

  /** A copy that leaves these fields to others. */
  public Plan leaving(List<ObjectChange> fields) {
    return new Plan(
        verb, server, namespace, controlPlane, steps, fingerprint, fields, acknowledged);
  }

  /** A copy of a spec that acknowledges these. */
  public Plan acknowledging(List<Violation> warnings) {
    return new Plan(verb, server, namespace, controlPlane, steps, fingerprint, left, warnings);
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** The highest impact of its steps; {@link Impact#NONE} if it is empty. */
  public Impact impact() {
    return steps.stream().map(Step::impact).max(Comparator.naturalOrder()).orElse(Impact.NONE);
  }

  /** The first contract step that cannot be undone by applying the former spec again. */
  public Optional<Step> pointOfNoReturn() {
    return steps.stream()
        .filter(s -> s.phase() == Phase.CONTRACT && s.undo() != Undo.REAPPLY)
        .findFirst();
  }

  /** The fields that another field manager holds at another value. */
  public List<FieldChange> conflicts() {
    return steps.stream()
        .flatMap(s -> s.changes().stream())
        .flatMap(c -> c.fields().stream())
        .filter(FieldChange::isConflict)
        .toList();
  }

  /** The plan as text for a reader; the first line names server, namespace and control plane. */
  public String describe() {
    return PlanText.of(this);
  }

  /** The plan as JSON; {@link #fromJson} reads it back to an equal plan. */
  public String toJson() {
    return PlanCodec.write(this);
  }

  /**
   * Reads a plan back.
   *
   * @throws IllegalArgumentException if it is no plan of this version of Osplane
   */
  public static Plan fromJson(String json) {
    return PlanCodec.read(json);
  }
}
