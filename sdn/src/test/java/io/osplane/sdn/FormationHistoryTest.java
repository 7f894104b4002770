package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.sdn.Formation.Create;
import io.osplane.sdn.Formation.Formed;
import io.osplane.sdn.Formation.Past;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to a database in whatever order, it never becomes two. */
class FormationHistoryTest {
  enum What {
    /** Osplane decides, and carries it out to its end. */
    DECIDE,
    /** Osplane dies right after it recorded that it gives an order. */
    DIE_BEFORE_THE_ORDER,
    /** Osplane dies before it hears that the order was carried out. */
    DIE_AFTER_THE_ORDER,
    /** A member's volume is gone. */
    LOSE,
    HIDE,
    SHOW,
    /** A member without a file looks for others that serve. */
    JOIN
  }

  record Happening(What what, int member) {}

  record History(Database database, int members, List<Happening> happenings) {}

  /** The members' volumes, 0 for an empty one, and what was recorded. */
  private static final class World {
    private final Database database;
    private final int[] clusters;
    private final Set<Integer> hidden = new HashSet<>();
    private Past past = Past.NONE;
    private int made;

    World(History history) {
      database = history.database();
      clusters = new int[history.members()];
    }

    void happen(Happening happening) {
      int member = happening.member() % clusters.length;
      switch (happening.what()) {
        case DECIDE, DIE_BEFORE_THE_ORDER, DIE_AFTER_THE_ORDER -> decide(happening.what());
        case LOSE -> clusters[member] = 0;
        case HIDE -> hidden.add(member);
        case SHOW -> hidden.remove(member);
        case JOIN -> join(member);
      }
    }

    private void decide(What end) {
      Formation formation = Formation.decide(database, reports(), past);
      if (formation instanceof Formed && end == What.DECIDE) {
        past = Past.FORMED;
      } else if (formation instanceof Create) {
        assertThat(clusters).as("no member has data, heard or not").containsOnly(0);
        assertThat(database == Database.NB && past == Past.FORMED).isFalse();
        past = past == Past.NONE ? Past.ORDERED : past;
        if (end != What.DIE_BEFORE_THE_ORDER) {
          made++;
          clusters[0] = made;
        }
        past = end == What.DECIDE ? Past.FORMED : past;
      }
    }

    private void join(int member) {
      if (clusters[member] == 0 && !hidden.contains(member)) {
        IntStream.range(0, clusters.length)
            .filter(other -> clusters[other] > 0 && !hidden.contains(other))
            .findFirst()
            .ifPresent(other -> clusters[member] = clusters[other]);
      }
    }

    private List<Report> reports() {
      List<Report> reports = new ArrayList<>();
      for (int i = 0; i < clusters.length; i++) {
        reports.add(
            hidden.contains(i)
                ? Report.unreachable("m-" + i)
                : Report.parse("m-" + i, said(clusters[i])));
      }
      return reports;
    }

    private static String said(int cluster) {
      return cluster == 0
          ? Fixture.said("waiting")
          : Fixture.said("leader").replace("45f374e5", "%08x".formatted(cluster));
    }
  }

  @Provide
  Arbitrary<History> histories() {
    Arbitrary<Happening> happening =
        Combinators.combine(Arbitraries.of(What.class), Arbitraries.integers().between(0, 6))
            .as(Happening::new);
    return Combinators.combine(
            Arbitraries.of(Database.class),
            Arbitraries.of(1, 3, 5, 7),
            happening.list().ofMaxSize(30))
        .as(History::new);
  }

  @Property
  void decide_inAnyHistory_neverMakesASecondClusterBesideAnother(
      @ForAll("histories") History history) {
    World world = new World(history);
    for (Happening happening : history.happenings()) {
      world.happen(happening);
      assertThat(IntStream.of(world.clusters).filter(c -> c > 0).distinct().count())
          .isLessThanOrEqualTo(1);
    }
  }
}
