package io.osplane.testkit;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The part of slow tests that one run takes, so that so many runs take all of them.
 *
 * @param index which part, counted from 0
 * @param of how many parts there are
 */
public record Shard(int index, int of) {
  /** Everything in one run. */
  public static final Shard WHOLE = new Shard(0, 1);

  private static final String VARIABLE = "OSPLANE_SHARD";

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there is no such part
   */
  public Shard {
    if (index < 0 || index >= of) {
      throw new IllegalArgumentException(
          "shard " + index + " of " + of + ": the first one is 0/" + of + "; take one below " + of);
    }
  }

  /**
   * The part that the environment variable {@code OSPLANE_SHARD=i/n} names; everything if it is not
   * set.
   *
   * @throws IllegalArgumentException if it is set and names none
   */
  public static Shard chosen() {
    String text = System.getenv(VARIABLE);
    return text == null || text.isEmpty() ? WHOLE : parse(text);
  }

  /**
   * The part that a text such as {@code 3/8} names.
   *
   * @throws IllegalArgumentException if it names none
   */
  public static Shard parse(String text) {
    String[] words = text.split("/", 2);
    try {
      return new Shard(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          VARIABLE + "=" + text + " names no shard; 0/8 is the first of eight", e);
    }
  }

  /**
   * This part of a list: every element that is dealt to it, in order.
   *
   * @param owner whose list it is; lists of owners whose names differ in length are dealt from
   *     different parts on, so that short ones do not all fall to the first
   */
  public <T> List<T> deal(List<T> all, String owner) {
    return IntStream.range(0, all.size())
        .filter(i -> (i + owner.length()) % of == index)
        .mapToObj(all::get)
        .toList();
  }

  /** The text that {@link #parse} takes. */
  @Override
  public String toString() {
    return index + "/" + of;
  }
}
