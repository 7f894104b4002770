package io.osplane.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.Size;
import io.osplane.error.RefusedException;
import io.osplane.spi.Member;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeavingTest {
  private final Names before = Names.of(RabbitMqSpec.of(5), Fixture.plane(Size.TINY));
  private final Names after = Names.of(RabbitMqSpec.of(3), Fixture.plane(Size.TINY));
  private final Leaving leaving = new Leaving(before, after);
  private final FakeSite site = new FakeSite();
  private final Set<String> cluster = new TreeSet<>(before.nodes());

  @BeforeEach
  void fiveServe() {
    before.pods().forEach(pod -> site.members.put(pod, this::answer));
  }

  @Test
  void makeSo_whenAllServe_copiesQueuesThenTakesTheLastMembersOut() {
    leaving.makeSo(site);

    assertThat(changes())
        .containsExactly(
            "rabbitmq-0 grow rabbitmq-0",
            "rabbitmq-0 grow rabbitmq-1",
            "rabbitmq-0 grow rabbitmq-2",
            "rabbitmq-0 shrink rabbitmq-4",
            "rabbitmq-4 stop_app",
            "rabbitmq-4 reset",
            "rabbitmq-0 shrink rabbitmq-3",
            "rabbitmq-3 stop_app",
            "rabbitmq-3 reset");
    assertThat(leaving.isSo(site)).isTrue();
  }

  @Test
  void makeSo_whenOneLeftAlready_takesOnlyTheOtherOut() {
    cluster.remove(before.node("rabbitmq-4"));
    site.members.remove("rabbitmq-4");

    leaving.makeSo(site);

    assertThat(changes()).endsWith("rabbitmq-3 stop_app", "rabbitmq-3 reset");
    assertThat(changes()).noneMatch(c -> c.contains("rabbitmq-4"));
  }

  @Test
  void makeSo_whenAMemberIsMissing_refusesAndChangesNothing() {
    site.members.remove("rabbitmq-1");

    assertThatThrownBy(() -> leaving.makeSo(site))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("rabbitmq-1");
    assertThat(changes()).isEmpty();
  }

  private List<String> changes() {
    return site.calls.stream()
        .filter(c -> !c.isQuestion())
        .map(c -> c.pod() + " " + String.join(" ", c.command().subList(2, c.command().size())))
        .map(c -> c.replaceAll("rabbit@([^.]+)\\S+", "$1").replace(" all", ""))
        .toList();
  }

  private Member.Result answer(FakeSite.Call call) {
    if (call.isQuestion()) {
      return FakeSite.json(report());
    }
    if (call.command().contains("reset")) {
      cluster.remove(before.node(call.pod()));
    }
    return new Member.Result(0, "", "");
  }

  private String report() {
    return """
        {"state":"running","id":"one","members":%s,"running":%s,"partitions":[],"alarms":[],\
        "disabled":[]}"""
        .formatted(array(cluster), array(cluster));
  }

  private static String array(Collection<String> texts) {
    return texts.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
  }
}
