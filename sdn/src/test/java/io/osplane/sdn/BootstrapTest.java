package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.error.NotReadyException;
import io.osplane.error.RefusedException;
import io.osplane.spi.Member;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private final Names names = Names.of(OvnSpec.of(3), Fixture.PLANE);
  private final Bootstrap bootstrap = new Bootstrap(names);
  private final FakeSite site = new FakeSite();

  @BeforeEach
  void allWait() {
    Stream.of(Database.values())
        .flatMap(d -> names.pods(d).stream())
        .forEach(
            pod -> {
              site.objects().add(Fixture.pod(pod, pod.substring(4, 6), "node1", false));
              site.pods.put(pod, this::makesOnOrder);
            });
  }

  private Member.Result makesOnOrder(FakeSite.Call call) {
    if (call.words().get(0).equals("create")) {
      site.pods.put(call.pod(), later -> FakeSite.says(Fixture.said("leader")));
    }
    return FakeSite.says(Fixture.said("waiting"));
  }

  @Test
  void makeSo_whenAllAreEmpty_ordersTheFirstOfEachAndRemembers() throws Exception {
    bootstrap.makeSo(site);

    assertThat(site.orders()).containsExactly("ovn-nb-0 create", "ovn-sb-0 create");
    assertThat(site.records())
        .containsEntry("nb", Map.of("state", "FORMED", "cluster", Fixture.CLUSTER))
        .containsEntry("sb", Map.of("state", "FORMED", "cluster", Fixture.CLUSTER));
    assertThat(site.identities()).containsExactly(Fixture.CLUSTER);
  }

  @Test
  void makeSo_again_ordersNothing() throws Exception {
    bootstrap.makeSo(site);
    site.calls.clear();

    bootstrap.makeSo(site);

    assertThat(site.orders()).isEmpty();
  }

  @Test
  void makeSo_whenTheOrderFails_remembersThatItWasGiven() {
    site.pods.put(
        "ovn-nb-0",
        call ->
            call.words().get(0).equals("create")
                ? new Member.Result(4, "", "it does not serve")
                : FakeSite.says(Fixture.said("waiting")));

    assertThatThrownBy(() -> bootstrap.makeSo(site))
        .isInstanceOf(NotReadyException.class)
        .hasMessageContaining("it does not serve");
    assertThat(site.records()).containsEntry("nb", Map.of("state", "ORDERED"));
  }

  @Test
  void makeSo_whenTheNorthboundDataAreGone_isRefusedWithTheWayOut() {
    site.records().put("nb", Map.of("state", "FORMED", "cluster", "x"));

    assertThatThrownBy(() -> bootstrap.makeSo(site))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("neutron-ovn-db-sync-util");
    assertThat(site.orders()).isEmpty();
  }

  @Test
  void makeSo_whileAPodIsMissing_waits() {
    site.objects().remove(0);

    assertThatThrownBy(() -> bootstrap.makeSo(site)).hasMessageContaining("every member of ovn-nb");
  }
}
