package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.sdn.Formation.Create;
import io.osplane.sdn.Formation.Formed;
import io.osplane.sdn.Formation.Lost;
import io.osplane.sdn.Formation.Past;
import io.osplane.sdn.Formation.Wait;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FormationTest {
  private static final Report EMPTY = Fixture.report(0, "waiting");

  @ParameterizedTest
  @EnumSource(Database.class)
  void decide_whenNobodyEverHadData_theLowestOrdinalMakesIt(Database database) {
    assertThat(decide(database, Past.NONE, EMPTY, EMPTY, EMPTY)).isEqualTo(new Create("ovn-nb-0"));
  }

  @ParameterizedTest
  @EnumSource(Past.class)
  void decide_whenAMemberHasData_thereIsNothingToDecide(Past past) {
    Report unheard = Report.unreachable("ovn-nb-1");

    assertThat(decide(Database.NB, past, EMPTY, unheard, Fixture.report(2, "no-leader")))
        .isEqualTo(new Formed(Fixture.CLUSTER));
  }

  @Test
  void decide_whileAMemberWasNotHeard_waits() {
    assertThat(decide(Database.NB, Past.NONE, EMPTY, Report.unreachable("ovn-nb-1"), EMPTY))
        .isEqualTo(new Wait("ovn-nb-1 UNREACHABLE without a file"));
  }

  @Test
  void decide_whileAMemberIsJoining_waits() {
    assertThat(decide(Database.NB, Past.NONE, EMPTY, Fixture.report(1, "joining"), EMPTY))
        .isInstanceOf(Wait.class);
  }

  @Test
  void decide_whenAnOrderWasNeverConfirmed_itIsGivenAgain() {
    assertThat(decide(Database.NB, Past.ORDERED, EMPTY, EMPTY, EMPTY))
        .isEqualTo(new Create("ovn-nb-0"));
  }

  @Test
  void decide_whenTheNorthboundDataAreGone_isLost() {
    assertThat(decide(Database.NB, Past.FORMED, EMPTY, EMPTY, EMPTY)).isInstanceOf(Lost.class);
  }

  @Test
  void decide_whenTheSouthboundDataAreGone_makesThemAnew() {
    assertThat(decide(Database.SB, Past.FORMED, EMPTY, EMPTY, EMPTY)).isInstanceOf(Create.class);
  }

  private static Formation decide(Database database, Past past, Report... reports) {
    return Formation.decide(database, List.of(reports), past);
  }
}
