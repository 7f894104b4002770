package io.osplane.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.health.Condition;
import io.osplane.health.Status;
import io.osplane.rabbitmq.Observation.Down;
import io.osplane.rabbitmq.Observation.Report;
import io.osplane.rabbitmq.Observation.State;
import io.osplane.rabbitmq.Observation.Unseen;
import io.osplane.rabbitmq.RabbitMqHealth.Expected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to a cluster in whatever order, the judgement follows from what is left. */
class HealthHistoryTest {
  enum What {
    KILL,
    START,
    HIDE,
    SHOW
  }

  record Happening(What what, int member) {}

  record History(int members, List<Happening> happenings) {}

  /** Members that stop when they see no majority, as {@code pause_minority} makes them. */
  private static final class Cluster {
    private final List<String> nodes = new ArrayList<>();
    private final Set<String> alive = new TreeSet<>();
    private final Set<String> hidden = new TreeSet<>();

    Cluster(int members) {
      for (int i = 0; i < members; i++) {
        nodes.add("node" + i);
      }
      alive.addAll(nodes);
    }

    void happen(Happening h) {
      String node = nodes.get(h.member() % nodes.size());
      switch (h.what()) {
        case KILL -> alive.remove(node);
        case START -> alive.add(node);
        case HIDE -> hidden.add(node);
        case SHOW -> hidden.remove(node);
      }
    }

    boolean hasMajority() {
      return alive.size() > nodes.size() / 2;
    }

    Map<String, Observation> observe() {
      Map<String, Observation> seen = new TreeMap<>();
      nodes.forEach(node -> seen.put(node, observe(node)));
      return seen;
    }

    private Observation observe(String node) {
      if (hidden.contains(node)) {
        return new Unseen("cannot be asked");
      }
      if (!alive.contains(node)) {
        return new Down("no VM");
      }
      State state = hasMajority() ? State.RUNNING : State.PAUSED;
      return new Report(
          state,
          hasMajority() ? "id" : "",
          new TreeSet<>(nodes),
          hasMajority() ? Set.copyOf(alive) : Set.of(),
          List.of(),
          List.of(),
          List.of());
    }

    List<Condition> judge() {
      return RabbitMqHealth.judge(new Expected(nodes, Optional.of("id")), observe());
    }
  }

  @Provide
  Arbitrary<History> histories() {
    Arbitrary<Happening> happening =
        Combinators.combine(Arbitraries.of(What.class), Arbitraries.integers().between(0, 6))
            .as(Happening::new);
    return Combinators.combine(Arbitraries.of(1, 3, 5, 7), happening.list().ofMaxSize(20))
        .as(History::new);
  }

  @Property
  void judge_inAnyHistory_isHealthyOnlyIfEveryMemberIsSeenServing(
      @ForAll("histories") History history) {
    Cluster cluster = new Cluster(history.members());
    history
        .happenings()
        .forEach(
            h -> {
              cluster.happen(h);
              boolean whole =
                  cluster.alive.size() == cluster.nodes.size() && cluster.hidden.isEmpty();
              assertThat(worst(cluster.judge()) == Status.HEALTHY).isEqualTo(whole);
            });
  }

  @Property
  void judge_inAnyHistory_isDownOnlyIfTheMajorityIsGone(@ForAll("histories") History history) {
    Cluster cluster = after(history);

    boolean down = worst(cluster.judge()) == Status.DOWN;

    assertThat(down && cluster.hasMajority()).isFalse();
    if (cluster.hidden.isEmpty()) {
      assertThat(down).isEqualTo(!cluster.hasMajority());
    }
  }

  @Property
  void judge_whenNothingIsSeen_isUnknown(@ForAll("histories") History history) {
    Cluster cluster = after(history);
    cluster.hidden.addAll(cluster.nodes);

    assertThat(cluster.judge()).extracting(Condition::status).containsOnly(Status.UNKNOWN);
  }

  @Property
  void judge_inAnyHistory_saysWhatToDo(@ForAll("histories") History history) {
    assertThat(after(history).judge())
        .isNotEmpty()
        .allSatisfy(
            c -> {
              assertThat(c.code()).matches("([A-Z][a-z]+)+");
              assertThat(c.remedy().isEmpty()).isEqualTo(c.status() == Status.HEALTHY);
            });
  }

  private static Cluster after(History history) {
    Cluster cluster = new Cluster(history.members());
    history.happenings().forEach(cluster::happen);
    return cluster;
  }

  private static Status worst(List<Condition> found) {
    return found.stream().map(Condition::status).max(Status::compareTo).orElseThrow();
  }
}
