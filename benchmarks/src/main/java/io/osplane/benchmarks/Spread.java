package io.osplane.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * The middle and the ends of some numbers.
 *
 * @param median the upper one of the two middles, if their count is even
 * @param least the smallest
 * @param most the largest
 */
record Spread(double median, double least, double most) {
  /**
   * Of these numbers.
   *
   * @throws IllegalArgumentException if there are none
   */
  static Spread of(List<Double> numbers) {
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException("no numbers: measure at least once");
    }
    List<Double> sorted = numbers.stream().sorted().toList();
    return new Spread(sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
  }

  /** The three with as many digits after the point. */
  String text(int digits) {
    String number = "%." + digits + "f";
    return String.format(
        Locale.ROOT, number + " (" + number + " to " + number + ")", median, least, most);
  }
}
