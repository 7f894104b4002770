package io.osplane.spi;

import io.osplane.ComponentSpec;
import io.osplane.plan.Phase;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a recipe takes a component from and to: a deployment, a scaling, a change of configuration,
 * an upgrade and a removal are all changes.
 *
 * @param <S> the component's spec
 */
public final class Change<S extends ComponentSpec> {
  private final Plane plane;
  private final Optional<S> before;
  private final Optional<S> after;
  private final Optional<Plane> planeBefore;
  private final Function<Claim<?>, @Nullable Object> bindings;
  private final int life;
  private final List<Claim<?>> asked;

  /** A change in the first life of a control plane. */
  public Change(
      Plane plane,
      Optional<Plane> planeBefore,
      Optional<S> before,
      Optional<S> after,
      Function<Claim<?>, @Nullable Object> bindings) {
    this(plane, planeBefore, before, after, bindings, 1, List.of());
  }

  private Change(
      Plane plane,
      Optional<Plane> planeBefore,
      Optional<S> before,
      Optional<S> after,
      Function<Claim<?>, @Nullable Object> bindings,
      int life,
      List<Claim<?>> asked) {
    this.plane = plane;
    this.planeBefore = planeBefore;
    this.before = before;
    this.after = after;
    this.bindings = bindings;
    this.life = life;
    this.asked = asked;
  }

  /** The same change of a component that another is made of. */
  public <T extends ComponentSpec> Change<T> of(Function<S, T> spec) {
    return new Change<>(
        plane, planeBefore, before.map(spec), after.map(spec), bindings, life, asked);
  }

  /** A copy in another life. */
  public Change<S> inLife(int number) {
    return new Change<>(plane, planeBefore, before, after, bindings, number, asked);
  }

  /** A copy in which others claim this of the component. */
  public Change<S> asked(List<Claim<?>> claims) {
    return new Change<>(plane, planeBefore, before, after, bindings, life, List.copyOf(claims));
  }

  /** What others claim of the component, in the order of their names. */
  public List<Claim<?>> asked() {
    return asked;
  }

  /**
   * Which life of the control plane this is: 1, and one more after each removal; for the keys of
   * actions on processes rather than on data.
   */
  public int life() {
    return life;
  }

  /** The control plane as it shall be. */
  public Plane plane() {
    return plane;
  }

  /** The control plane as it was; empty if there was none. */
  public Optional<Plane> planeBefore() {
    return planeBefore;
  }

  /** The spec as it shall be, or as it was if the component goes. */
  public S spec() {
    return after.or(() -> before).orElseThrow();
  }

  public Optional<S> before() {
    return before;
  }

  public Optional<S> after() {
    return after;
  }

  /** Whether nothing of the component was there before. */
  public boolean isNew() {
    return before.isEmpty();
  }

  /** Whether the component goes. */
  public boolean isRemoval() {
    return after.isEmpty();
  }

  /** Whether the release differs from the one before. */
  public boolean isUpgrade() {
    return !isNew() && planeBefore.map(b -> !b.release().equals(plane.release())).orElse(false);
  }

  /** When consumers move: with everything else if all is new, after the expansion otherwise. */
  public Phase moving() {
    return isNew() ? Phase.EXPAND : Phase.FOLLOW;
  }

  /**
   * How a claim of this component is reached, known before anything exists.
   *
   * @throws IllegalStateException if nobody answers it
   */
  public <B> B binding(Claim<B> claim) {
    return find(claim)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "nobody answers " + claim.capability() + " '" + claim.name() + "'"));
  }

  /** The same of a claim that is optional; empty if nobody provides it. */
  public <B> Optional<B> find(Claim<B> claim) {
    return Optional.ofNullable(bindings.apply(claim)).map(claim.capability().binding()::cast);
  }

  /** A renderer of this component's objects. */
  public Manifests manifests() {
    return new Manifests(plane, spec().name());
  }
}
