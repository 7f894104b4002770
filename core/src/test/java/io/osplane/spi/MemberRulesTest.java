package io.osplane.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.osplane.ImageCatalog;
import io.osplane.Release;
import io.osplane.Size;
import io.osplane.Spread;
import io.osplane.error.Violation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberRulesTest {
  private static List<Violation> found(int members, Size size) {
    return found(members, size, size.spread());
  }

  private static List<Violation> found(int members, Size size, Spread spread) {
    Plane plane =
        new Plane(
            "prod",
            "ns",
            Release.of("2025.1"),
            size,
            "RegionOne",
            ImageCatalog.KIT,
            "cluster.local",
            Optional.empty(),
            spread);
    return MemberRules.violations(members, 7, plane);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, TINY, R23, false, -1 members serve nobody",
    "0, SMALL, R23, false, 0 members serve nobody",
    "2, SMALL, R23, false, '2 members survive no more losses than 1,"
        + " and can split into halves that both stop'",
    "9, LARGE, R23, false, 9 members spend more on agreeing than they gain",
    "1, SMALL, R73, true, 'is the only member: every restart and every lost node is an outage'",
    "7, TINY, R74, true, 7 members make every write wait for more of them than 5 would"
  })
  void number_thatIsBad_breaksOneRule(
      int members, Size size, String rule, boolean isWarning, String problem) {
    assertThat(found(members, size))
        .singleElement()
        .satisfies(v -> assertThat(v.path()).isEqualTo("replicas"))
        .satisfies(v -> assertThat(v.rule()).isEqualTo(rule))
        .satisfies(v -> assertThat(v.isWarning()).isEqualTo(isWarning))
        .satisfies(v -> assertThat(v.problem()).isEqualTo(problem));
  }

  @ParameterizedTest
  @CsvSource({"1, TINY", "3, TINY", "3, SMALL", "5, LARGE"})
  void number_thatIsGood_breaksNone(int members, Size size) {
    assertThat(found(members, size)).isEmpty();
  }

  @Test
  void members_thatMayShareANode_areAWarningBesideTheirNumber() {
    assertThat(found(7, Size.SMALL, Spread.PREFERRED))
        .extracting(Violation::rule, Violation::isWarning)
        .containsExactly(tuple("R74", true), tuple("R24", true));
    assertThat(found(3, Size.LARGE, Spread.PREFERRED).get(0).problem())
        .isEqualTo("3 members may come to share a node, whose loss then takes the majority");
  }

  @Test
  void members_ofATestCluster_mayShareANode() {
    assertThat(found(3, Size.TINY, Spread.PREFERRED)).isEmpty();
    assertThat(found(3, Size.TINY, Spread.REQUIRED)).isEmpty();
  }

  @Test
  void number_thatIsTooLarge_isToldTheNumbersOfTheComponent() {
    assertThat(found(9, Size.SMALL).get(0).expected()).isEqualTo("one of 1, 3, 5, 7");
  }

  @Test
  void rules_areThoseThatCanBeBroken() {
    assertThat(MemberRules.rules())
        .extracting(SpecRule::id)
        .containsExactly("R23", "R73", "R74", "R24");
  }
}
