package io.osplane.spi;

import io.osplane.Access;
import io.osplane.ComponentSpec;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Osplane knows about one kind of component. Stateless and thread-safe; found by {@link
 * ComponentSource} or given to the control plane's builder.
 *
 * @param <S> its spec
 */
public interface Component<S extends ComponentSpec> {
  /** The word that selects it in a spec, for example {@code galera}. */
  String kind();

  /** The record that holds its spec. */
  Class<S> specType();

  /**
   * The values of fields that a spec in YAML leaves out; null where the record's own static {@code
   * defaults()} says them, or every field must be given.
   */
  default @Nullable S defaults() {
    return null;
  }

  /** What is wrong with a spec; paths are relative to the component. */
  default List<Violation> validate(S spec, Plane plane) {
    return List.of();
  }

  /** What is wrong with a claim that it would answer; paths are relative to who claims. */
  default List<Violation> validate(Claim<?> claim, S spec, Plane plane) {
    return List.of();
  }

  /**
   * What is wrong with all claims together that it would answer; paths are relative to the
   * component.
   */
  default List<Violation> validate(List<Claim<?>> asked, S spec, Plane plane) {
    return List.of();
  }

  /**
   * What is wrong with a spec only because of others; paths are relative to the component.
   *
   * @param others the specs of the other components of the control plane
   */
  default List<Violation> clashes(S spec, List<ComponentSpec> others, Plane plane) {
    return List.of();
  }

  /**
   * The rules with ids that {@code validate} and {@link #clashes} go by. A warning that is not
   * among them cannot be acknowledged.
   */
  default List<SpecRule> rules() {
    return List.of();
  }

  /** What it gives to others. */
  default Set<Capability<?>> provides() {
    return Set.of();
  }

  /** What it asks of others. */
  default List<Claim<?>> claims(S spec, Plane plane) {
    return List.of();
  }

  /**
   * Answers a claim of one of {@link #provides()}; pure.
   *
   * @throws IllegalArgumentException for a capability that it does not provide
   */
  default Provision<?> provide(Claim<?> claim, S spec, Plane plane) {
    throw new IllegalArgumentException(kind() + " does not provide " + claim.capability());
  }

  /**
   * The tasks that make the change; pure and deterministic. Of a component that goes, only those in
   * {@link io.osplane.plan.Phase#CONTRACT} that act or wait are carried out, before its objects are
   * deleted; deleting them, and having its claims retired, is the engine's.
   */
  List<Task> recipe(Change<S> change);

  /** How well it is; touches nothing, and says UNKNOWN of what it could not see. */
  List<Condition> probe(S spec, Probe probe);

  /**
   * Tasks that prove by use that it works, and leave nothing behind; empty if {@link #probe} says
   * all there is to say.
   */
  default List<Task> verification(S spec, Plane plane) {
    return List.of();
  }

  /** How to log in to the cloud; only what provides an identity knows. */
  default Optional<Access> access(S spec, Plane plane) {
    return Optional.empty();
  }

  /**
   * What would mend these conditions, as tasks; empty if nothing can be done without a person.
   *
   * @param found what {@link #probe} found
   */
  default List<Task> remedies(S spec, Plane plane, List<Condition> found) {
    return List.of();
  }
}
