package io.osplane.galera;

import io.osplane.Size;
import io.osplane.error.Violation;
import io.osplane.spi.Claim;
import io.osplane.spi.DatabaseClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.SpecRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How many connections the writer takes, and whether they are enough for all clients. Pure. */
final class Capacity {
  /** The server's option for it. */
  static final String OPTION = "max_connections";

  /**
   * All clients are those of one server; a fifth of its connections is left for Jobs and people.
   */
  static final SpecRule FULL =
      SpecRule.warning(
          "R55",
          "is less than services may have open at once, and a fifth more",
          "a larger number or size, or smaller max_pool_size and max_overflow of services");

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{2,3}");

  /** What a proxy passes on at most. */
  private static final int PROXIED = 8192;

  private Capacity() {}

  /** The connections that the server takes. */
  static int of(GaleraSpec spec, Size size) {
    return Optional.ofNullable(spec.options().get(OPTION))
        .filter(Capacity::isNumber)
        .map(Integer::valueOf)
        .orElse(Math.min(4096, 300 * size.factor()));
  }

  /** What is wrong with a number of the spec. */
  static Optional<Violation> form(String path, String value) {
    return isNumber(value)
        ? Optional.empty()
        : Optional.of(new Violation(path, "is no number of connections", "from 100 to " + PROXIED));
  }

  private static boolean isNumber(String value) {
    return NUMBER.matcher(value).matches() && Integer.parseInt(value) <= PROXIED;
  }

  /** Whether all that claim may have their connections; a test cluster is never that busy. */
  static List<Violation> violations(List<Claim<?>> asked, GaleraSpec spec, Plane plane) {
    Map<String, Long> wanted =
        asked.stream()
            .filter(DatabaseClaim.class::isInstance)
            .map(DatabaseClaim.class::cast)
            .filter(claim -> claim.connections() > 0)
            .collect(Collectors.toMap(DatabaseClaim::name, DatabaseClaim::connections, Long::sum));
    long all = wanted.values().stream().mapToLong(Long::longValue).sum();
    int most = of(spec, plane.size());
    return plane.size() == Size.TINY || all * 5 <= most * 4L
        ? List.of()
        : List.of(FULL.at("options[" + OPTION + "]", problem(most, all, wanted), instead(all)));
  }

  private static String problem(int most, long all, Map<String, Long> wanted) {
    String each =
        wanted.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
    return "is " + most + ", and services may have " + all + " connections at once: " + each;
  }

  private static String instead(long all) {
    long least = (all * 5 + 3) / 4;
    return (least <= PROXIED ? "at least " + least : "fewer replicas")
        + ", or smaller max_pool_size and max_overflow of these services";
  }
}
