package io.osplane.spi;

import io.osplane.Size;
import io.osplane.Spread;
import io.osplane.error.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the field {@code replicas} must keep to where members decide by majority. */
public final class MemberRules {
  private static final int USUAL = 5;
  private static final SpecRule MAJORITY =
      SpecRule.error("R23", "have no majority worth having", "an odd number of members");
  private static final SpecRule ALONE =
      SpecRule.warning(
          "R73",
          "is the only member: every restart and every lost node is an outage",
          "3, or Size.TINY, which is for test clusters");
  private static final SpecRule MANY =
      SpecRule.warning(
          "R74", "members make every write wait for more of them than 5 would", "3 or 5");

  private static final SpecRule TOGETHER =
      SpecRule.warning(
          "R24",
          "members may come to share a node, whose loss then takes the majority",
          "spread REQUIRED, which needs as many nodes, or Size.TINY, which is for test clusters");

  private MemberRules() {}

  /** The rules that are gone by. */
  public static List<SpecRule> rules() {
    return List.of(MAJORITY, ALONE, MANY, TOGETHER);
  }

  /**
   * What is wrong with a number of members; empty if nothing is.
   *
   * @param most the largest one that the component allows
   */
  public static List<Violation> violations(int members, int most, Plane plane) {
    if (members < 1 || members > most || members % 2 == 0) {
      return List.of(MAJORITY.at("replicas", problem(members), odd(most)));
    }
    List<Violation> warnings = new ArrayList<>();
    if (members > USUAL) {
      warnings.add(said(MANY, members));
    }
    if (plane.size() != Size.TINY) {
      if (members == 1) {
        warnings.add(ALONE.at("replicas"));
      } else if (plane.spread() == Spread.PREFERRED) {
        warnings.add(said(TOGETHER, members));
      }
    }
    return warnings;
  }

  private static Violation said(SpecRule rule, int members) {
    return rule.at("replicas", members + " " + rule.why(), rule.instead());
  }

  private static String problem(int members) {
    if (members < 1) {
      return members + " members serve nobody";
    }
    return members % 2 == 0
        ? members
            + " members survive no more losses than "
            + (members - 1)
            + ", and can split into halves that both stop"
        : members + " members spend more on agreeing than they gain";
  }

  private static String odd(int most) {
    return IntStream.rangeClosed(1, most)
        .filter(n -> n % 2 != 0)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "one of ", ""));
  }
}
