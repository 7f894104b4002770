package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.error.NotReadyException;
import io.osplane.error.RefusedException;
import io.osplane.spi.Member;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeavingTest {
  private final Names before = Names.of(OvnSpec.of(3), Fixture.PLANE);
  private final Leaving leaving = new Leaving(before, before.with(1));
  private final FakeSite site = new FakeSite();

  @BeforeEach
  void allServe() {
    for (Database database : Database.values()) {
      before.pods(database).forEach(pod -> answers(pod, pod.endsWith("0") ? "leader" : "follower"));
    }
  }

  /** As recorded, with the names of the pod's own database. */
  private void answers(String pod, String what) {
    String text = Fixture.said(what);
    site.pods.put(
        pod,
        call ->
            FakeSite.says(
                pod.contains("-sb-")
                    ? text.replace("ovn-nb", "ovn-sb").replace(":6643", ":6644")
                    : text));
  }

  @Test
  void makeSo_whenAllServe_theHighestLeaveFirst() {
    leaving.makeSo(site);

    assertThat(site.orders())
        .containsExactly("ovn-nb-2 leave", "ovn-nb-1 leave", "ovn-sb-2 leave", "ovn-sb-1 leave");
  }

  @Test
  void makeSo_whenOneIsAway_isRefused() {
    site.pods.remove("ovn-nb-1");

    assertThatThrownBy(() -> leaving.makeSo(site))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("ovn-nb-1");
    assertThat(site.orders()).isEmpty();
  }

  @Test
  void makeSo_whenOneCannotLeave_endsThere() {
    site.pods.put(
        "ovn-nb-2",
        call ->
            call.words().get(0).equals("leave")
                ? new Member.Result(4, "", "it is still a member")
                : FakeSite.says(Fixture.said("follower")));

    assertThatThrownBy(() -> leaving.makeSo(site))
        .isInstanceOf(NotReadyException.class)
        .hasMessageContaining("still a member");
    assertThat(site.orders()).containsExactly("ovn-nb-2 leave");
  }

  @Test
  void isSo_onlyWhenTheyAreCountedNoMore() {
    assertThat(leaving.isSo(site)).isFalse();
    assertThat(new Leaving(before.with(4), before).isSo(site)).isTrue();
  }
}
