package io.osplane.compute;

import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A set of processors as Nova writes it: numbers, ranges, and {@code ^} before what is not in it.
 */
final class ProcessorSet {
  private static final Pattern PART = Pattern.compile("(\\^?)(\\d{1,4})|(\\d{1,4})-(\\d{1,4})");

  private ProcessorSet() {}

  /** The processors that a text names; empty if it names none or cannot be read. */
  static Optional<BitSet> parse(String text) {
    BitSet in = new BitSet();
    BitSet out = new BitSet();
    for (String each : text.split(",", -1)) {
      Matcher part = PART.matcher(each.strip());
      if (!part.matches()) {
        return Optional.empty();
      }
      if (part.group(2) != null) {
        (part.group(1).isEmpty() ? in : out).set(Integer.parseInt(part.group(2)));
      } else {
        int first = Integer.parseInt(part.group(3));
        int last = Integer.parseInt(part.group(4));
        if (first > last) {
          return Optional.empty();
        }
        in.set(first, last + 1);
      }
    }
    in.andNot(out);
    return Optional.of(in).filter(set -> !set.isEmpty());
  }
}
