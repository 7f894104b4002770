package io.osplane.internal.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Names as people write and read them. */
public final class Spelling {
  private static final int FAR = 3;

  private Spelling() {}

  /** The right name nearest to the given one if at most two edits away, else all right names. */
  static String expectation(String given, Collection<String> right) {
    return nearest(given, right).orElseGet(() -> oneOf(right));
  }

  /** The right name nearest to the given one; empty if it is more than two edits away. */
  public static Optional<String> nearest(String given, Collection<String> right) {
    return right.stream()
        .min(Comparator.comparingInt(name -> distance(given, name)))
        .filter(name -> distance(given, name) < FAR);
  }

  static String oneOf(Collection<String> names) {
    return "one of " + String.join(", ", names);
  }

  /** The name of a type in words: {@code component name}. */
  static String words(Class<?> type) {
    return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  /** The Levenshtein distance (Wagner and Fischer, 1974), by rows; long texts count as far. */
  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) >= FAR) {
      return FAR;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 0; i < a.length(); i++) {
      advance(row, i, a.charAt(i), b);
    }
    return row[b.length()];
  }

  private static void advance(int[] row, int i, char next, String b) {
    int diagonal = row[0];
    row[0] = i + 1;
    for (int j = 1; j < row.length; j++) {
      int replaced = diagonal + (b.charAt(j - 1) == next ? 0 : 1);
      diagonal = row[j];
      row[j] = Math.min(replaced, Math.min(row[j - 1], row[j]) + 1);
    }
  }
}
