package io.osplane.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.error.OsplaneException;
import io.osplane.spi.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShelvingTest {
  private static final Shelving OFF = shelving("a", "SHUTOFF");
  private final FakeSite site = new FakeSite();
  private final FakeCloud cloud = site.cloud;

  private static Shelving shelving(String id, String status) {
    return new Shelving(new Guest(id, "name-of-" + id, "h1", status, ""), Fixture.NOVA);
  }

  private String state(String id) {
    ObjectNode server = cloud.servers.get(id);
    return server.path("status").asText()
        + " "
        + server.path("OS-EXT-SRV-ATTR:host").asText()
        + " "
        + server.path("tags");
  }

  private List<String> actions() {
    return cloud.requests.stream().filter(r -> !r.startsWith("GET")).toList();
  }

  @Test
  void stoppedServer_isStoppedOnAnotherHost_andCarriesNoMark() throws Exception {
    cloud.server("a", "h1", "SHUTOFF");
    assertThat(OFF.isSo(site)).isFalse();

    OFF.makeSo(site);

    assertThat(state("a")).isEqualTo("SHUTOFF elsewhere []");
    assertThat(OFF.isSo(site)).isTrue();
    assertThat(actions())
        .filteredOn(r -> r.contains("/servers/"))
        .containsExactly(
            "PUT nova/v2.1/servers/a/tags/osplane-drain-off",
            "POST nova/v2.1/servers/a/action",
            "POST nova/v2.1/servers/a/action",
            "POST nova/v2.1/servers/a/action",
            "DELETE nova/v2.1/servers/a/tags/osplane-drain-off",
            "DELETE nova/v2.1/servers/a/tags/osplane-drain-on");
  }

  @Test
  void runningServer_runsOnAnotherHost() throws Exception {
    cloud.server("a", "h1", "ACTIVE");

    shelving("a", "ACTIVE").makeSo(site);

    assertThat(state("a")).isEqualTo("ACTIVE elsewhere []");
  }

  /** Wherever whoever drained it before ended. */
  @Test
  void serverThatWasLeftOnItsWay_comesToTheSameEnd() throws Exception {
    for (String[] left :
        new String[][] {
          {"SHUTOFF", "h1"},
          {"SHELVED", "h1"},
          {"SHELVED_OFFLOADED", ""},
          {"ACTIVE", "elsewhere"},
          {"SHUTOFF", "elsewhere"}
        }) {
      ObjectNode server = cloud.server("a", left[1], left[0]);
      server.putArray("tags").add("osplane-drain-off");
      assertThat(OFF.isSo(site)).isFalse();

      OFF.makeSo(site);

      assertThat(state("a")).as(left[0]).isEqualTo("SHUTOFF elsewhere []");
    }
  }

  @Test
  void serverOfAnotherHost_thatIsMarked_isNotMovedFromThere() throws Exception {
    cloud.server("a", "h7", "SHUTOFF").putArray("tags").add("osplane-drain-off");
    Shelving resumed = new Shelving(new Guest("a", "name-of-a", "", "SHUTOFF", ""), Fixture.NOVA);

    resumed.makeSo(site);

    assertThat(state("a")).isEqualTo("SHUTOFF h7 []");
  }

  @Test
  void server_thatNoHostTakes_isNamed_andKeepsItsMark() {
    cloud.server("a", "h1", "SHUTOFF");
    cloud.isFull = true;

    assertThatThrownBy(() -> OFF.makeSo(site))
        .isInstanceOf(OsplaneException.class)
        .hasMessageContaining("name-of-a (a)")
        .hasMessageContaining("SHELVED_OFFLOADED")
        .hasMessageContaining("drain again");
    assertThat(state("a")).contains("osplane-drain-off");
  }

  @Test
  void server_thatCannotBeShelved_isReleased_soThatNobodyWaitsForIt() {
    cloud.server("a", "h1", "SHUTOFF");
    for (int i = 0; i < 3; i++) {
      cloud.turns.add(
          () -> {
            cloud.ends.clear();
            cloud.servers.get("a").putNull("OS-EXT-STS:task_state");
          });
    }

    assertThatThrownBy(() -> OFF.makeSo(site)).hasMessageContaining("it is SHUTOFF");
    assertThat(state("a")).isEqualTo("SHUTOFF h1 []");
  }

  @Test
  void server_whoseTurnDoesNotCome_isReleased_soThatNobodyWaitsForIt() {
    cloud.server("b", "h1", "SHUTOFF");
    ObjectNode stuck = cloud.server("a", "h1", "SHUTOFF");
    stuck.put("OS-EXT-STS:task_state", "shelving").putArray("tags").add("osplane-drain-off");
    for (int i = 0; i < 40; i++) {
      cloud.turns.add(() -> {});
    }

    assertThatThrownBy(() -> shelving("b", "SHUTOFF").makeSo(site))
        .isInstanceOf(OsplaneException.class);
    assertThat(state("b")).isEqualTo("SHUTOFF h1 []");
  }

  @Test
  void server_inError_isReportedWithItsFault() {
    cloud.server("a", "h1", "ERROR").putObject("fault").put("message", "disk is gone");

    assertThatThrownBy(() -> OFF.makeSo(site)).hasMessageContaining("it is ERROR: disk is gone");
  }

  @Test
  void server_thatIsDeletedOnItsWay_hasLeft() throws Exception {
    cloud.server("a", "h1", "SHUTOFF");
    cloud.turns.add(cloud.servers::clear);

    OFF.makeSo(site);

    assertThat(OFF.isSo(site)).isTrue();
  }

  @Test
  void server_waitsForThoseThatLeaveBeforeIt() throws Exception {
    cloud.server("b", "h1", "SHUTOFF");
    ObjectNode first = cloud.server("a", "h1", "SHUTOFF");
    first.put("OS-EXT-STS:task_state", "shelving").putArray("tags").add("osplane-drain-off");
    cloud.turns.add(() -> first.put("OS-EXT-SRV-ATTR:host", "elsewhere"));

    shelving("b", "SHUTOFF").makeSo(site);

    assertThat(site.waits().get(0).why()).isEqualTo("waits for its turn; before it: [a shelving]");
    assertThat(state("b")).isEqualTo("SHUTOFF elsewhere []");
  }

  @Test
  void server_inError_keepsNobodyWaiting() throws Exception {
    cloud.server("a", "h1", "ERROR").putArray("tags").add("osplane-drain-off");
    cloud.server("b", "h1", "SHUTOFF");

    shelving("b", "SHUTOFF").makeSo(site);

    assertThat(state("b")).isEqualTo("SHUTOFF elsewhere []");
    assertThat(site.waits()).noneMatch(wait -> wait.why().contains("turn"));
  }

  @Test
  void silence_isProgress_forAnHourAndNoLonger() {
    Silence silence = new Silence();
    Verdict.NotYet first = silence.of("shelving_image_uploading");
    Verdict.NotYet last = first;
    for (int look = 0; look < 60 * 8; look++) {
      last = silence.of("shelving_image_uploading");
    }

    assertThat(last.progress()).isNotEqualTo(first.progress());
    assertThat(silence.of("shelving_image_uploading").progress()).isEqualTo(last.progress());
    assertThat(silence.of("spawning").progress()).isEqualTo("spawning 0");
  }
}
