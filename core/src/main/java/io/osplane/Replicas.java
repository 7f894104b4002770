package io.osplane;

/**
 * How many members are wanted: a number, or a range within which somebody else chooses, for example
 * a HorizontalPodAutoscaler. In YAML a whole number, or a mapping with {@code min} and {@code max}.
 *
 * <p>Of a range, Osplane sets the number only while nobody else does: the least on creation, and
 * what is there, brought into the range, after that. As soon as somebody scales the object, the
 * number is theirs.
 *
 * @param min the least; what is wanted of it is said by the component's violations
 * @param max the most; the same as the least for a number
 */
public record Replicas(int min, int max) {
  /** Exactly so many. */
  public static Replicas of(int number) {
    return new Replicas(number, number);
  }

  /** A range, both ends included, within which an autoscaler chooses. */
  public static Replicas between(int min, int max) {
    return new Replicas(min, max);
  }

  /** Whether it is one number, which Osplane holds. */
  public boolean isFixed() {
    return min == max;
  }

  /** The number in the range that is nearest to the given one. */
  public int nearest(int number) {
    return Math.max(min, Math.min(max, number));
  }

  @Override
  public String toString() {
    return isFixed() ? Integer.toString(min) : min + "-" + max;
  }
}
