package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.error.OsplaneException;
import io.osplane.spi.Member.Answer;
import io.osplane.spi.Verdict;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MoveTest {
  private static final Move MOVE =
      new Move(new Guest("a", "web", "h1", "ACTIVE", ""), Fixture.NOVA);
  private final FakeSite site = new FakeSite();
  private final FakeCloud cloud = site.cloud;

  @BeforeEach
  void oneServer() {
    cloud.server("a", "h1", "ACTIVE");
  }

  @Test
  void makeSo_whenAHostTakesIt_isSoAtTheFirstTry() throws Exception {
    assertThat(MOVE.isSo(site)).isFalse();

    MOVE.makeSo(site);

    assertThat(MOVE.isSo(site)).isTrue();
    assertThat(cloud.migrations).hasSize(1);
  }

  @Test
  void makeSo_whenTheMigrationFailsOnce_triesAgain() throws Exception {
    cloud.turns.add(() -> cloud.end("error"));

    MOVE.makeSo(site);

    assertThat(MOVE.isSo(site)).isTrue();
    assertThat(cloud.migrations).hasSize(2);
  }

  @Test
  void makeSo_whenTheMigrationFailsThrice_namesServerAndHostAndWhatToDo() {
    for (int i = 0; i < 3; i++) {
      cloud.turns.add(() -> cloud.end("error"));
    }

    OsplaneException e = catchThrowableOfType(OsplaneException.class, () -> MOVE.makeSo(site));

    assertThat(e.problem())
        .isEqualTo("move server web (a) from host h1: its last migration ended with error");
    assertThat(e.remedy()).contains("actions in Nova", "drain again");
    assertThat(cloud.migrations).hasSize(3);
  }

  @Test
  void makeSo_whenNothingFailedAndItIsStillThere_saysThatNobodyTookIt() {
    for (int i = 0; i < 3; i++) {
      cloud.turns.add(
          () -> {
            cloud.end("unknown");
            cloud.migrations.clear();
          });
    }

    assertThat(catchThrowableOfType(OsplaneException.class, () -> MOVE.makeSo(site)))
        .hasMessageContaining("no other host took it");
  }

  @Test
  void isSo_whenItWasDeletedMeanwhile_isSo() throws Exception {
    cloud.turns.add(cloud.servers::clear);

    MOVE.makeSo(site);

    assertThat(MOVE.isSo(site)).isTrue();
    assertThat(cloud.migrations).hasSize(1);
  }

  @Test
  void makeSo_whenItIsDeletedRightBeforeItsMigration_isDone() throws Exception {
    cloud.instead.put("POST nova/v2.1/servers/a/action", new Answer(404, Map.of(), ""));
    cloud.onRequest = request -> cloud.servers.keySet().removeIf(id -> request.startsWith("POST"));

    MOVE.makeSo(site);

    assertThat(MOVE.isSo(site)).isTrue();
  }

  @Test
  void makeSo_whileSomethingElseIsDoneToIt_waitsAndThenMovesIt() throws Exception {
    ObjectNode server = cloud.servers.get("a").put("OS-EXT-STS:task_state", "rebooting");
    cloud.turns.add(() -> server.putNull("OS-EXT-STS:task_state"));

    MOVE.makeSo(site);

    assertThat(MOVE.isSo(site)).isTrue();
    assertThat(cloud.migrations).hasSize(1);
    assertThat(site.waits().get(0).why()).isEqualTo("rebooting, waits for its turn");
  }

  @Test
  void makeSo_whenItMovesAlready_asksForNoSecondMigration() throws Exception {
    assertThat(cloud.migrate("a").status()).isEqualTo(202);

    MOVE.makeSo(site);

    assertThat(cloud.migrations).hasSize(1);
  }

  @Test
  void makeSo_whenItHasLeft_waitsForTheAgentThere_whichIsStillAtItsMigration() throws Exception {
    cloud.service("h1");
    cloud.turns.add(this::leave);
    cloud.turns.add(() -> cloud.migrations.getFirst().put("status", "completed"));

    MOVE.makeSo(site);

    assertThat(MOVE.isSo(site)).isTrue();
    assertThat(cloud.migrations).hasSize(1);
    assertThat(site.waits()).extracting(Verdict.NotYet::why).contains("on h2, running");
  }

  @Test
  void makeSo_ofOneThatHasLeft_doesNotMoveItOn() throws Exception {
    cloud.service("h1");
    assertThat(cloud.migrate("a").status()).isEqualTo(202);
    leave();
    assertThat(MOVE.isSo(site)).isFalse();

    MOVE.makeSo(site);

    assertThat(cloud.migrations).hasSize(1);
  }

  @Test
  void isSo_whenItHasLeft_andTheAgentThereIsAway_isSo() {
    assertThat(cloud.migrate("a").status()).isEqualTo(202);
    leave();

    assertThat(MOVE.isSo(site)).isTrue();
  }

  @Test
  void isSo_whileItLeavesAThirdHost_isSo() {
    cloud.service("h1");
    cloud.server("a", "h3", "ACTIVE");
    assertThat(cloud.migrate("a").status()).isEqualTo(202);
    leave();

    assertThat(MOVE.isSo(site)).isTrue();
  }

  @Test
  void isSo_whenAnEarlierMigrationNeverCameToItsEnd_isSo() {
    cloud.service("h1");
    assertThat(cloud.migrate("a").status()).isEqualTo(202);
    leave();
    cloud.server("a", "h1", "ACTIVE");
    assertThat(cloud.migrate("a").status()).isEqualTo(202);
    cloud.end("completed");

    assertThat(MOVE.isSo(site)).isTrue();
  }

  /** It runs on the other host, and the agent that it left goes on. */
  private void leave() {
    cloud.migrations.getFirst().put("status", "running");
    cloud.server("a", "h2", "ACTIVE");
  }

  @Test
  void isSo_whileItIsBusyOnTheOtherHost_isNot() {
    cloud
        .servers
        .get("a")
        .put("OS-EXT-SRV-ATTR:host", "h2")
        .put("OS-EXT-STS:task_state", "migrating");

    assertThat(MOVE.isSo(site)).isFalse();
  }

  @Test
  void wait_whileItsOwnMigrationGoesOn_isProgress() throws Exception {
    cloud.turns.add(() -> cloud.migrations.getFirst().put("status", "running"));
    cloud.turns.add(() -> cloud.migrations.getFirst().put("updated_at", "12:01"));
    stay(1);

    MOVE.makeSo(site);

    assertThat(site.waits().stream().map(Verdict.NotYet::progress).distinct()).hasSize(3);
    assertThat(site.waits().stream().map(Verdict.NotYet::why).distinct())
        .as("the time is no reason: looks would come closer together")
        .containsExactly("migrating, queued", "migrating, running");
  }

  /** Looks at which nothing happens. */
  private void stay(int looks) {
    for (int i = 0; i < looks; i++) {
      cloud.turns.add(() -> {});
    }
  }

  @Test
  void wait_thatIsLong_asksLessAndLessOften() throws Exception {
    stay(14);

    MOVE.makeSo(site);

    assertThat(site.waits()).hasSize(15);
    assertThat(cloud.requests)
        .filteredOn(r -> r.startsWith("GET nova/v2.1/os-migrations?instance_uuid"))
        .as("at the looks 1, 2, 4, 8 and 16, at which it is over, and of that once more")
        .hasSize(6);
  }

  @Test
  void wait_whileOthersLeaveBeforeIt_isProgressToo() throws Exception {
    cloud.server("b", "h1", "ACTIVE");
    assertThat(cloud.migrate("b").status()).isEqualTo(202);
    ObjectNode other = cloud.migrations.getFirst().put("status", "running");
    cloud.turns.add(() -> other.put("updated_at", "12:01"));
    cloud.turns.add(() -> other.put("updated_at", "12:02"));
    stay(1);

    MOVE.makeSo(site);

    assertThat(site.waits().stream().map(Verdict.NotYet::progress).distinct()).hasSize(3);
  }

  @Test
  void makeSo_whenTheTokenExpiresMeanwhile_logsInAgain() throws Exception {
    cloud.turns.add(
        () -> {
          cloud.migrations.getFirst().put("status", "running");
          cloud.expire();
        });

    MOVE.makeSo(site);

    assertThat(MOVE.isSo(site)).isTrue();
    assertThat(cloud.migrations).hasSize(1);
  }
}
