package io.osplane.testkit.programs;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import io.osplane.testkit.Program;
import io.osplane.testkit.SimulatedClusterBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RotationProgramTest extends WithPrograms {
  private static final String SECRET =
      """
      {"metadata":{"name":"keystone-fernet","resourceVersion":"7",
      "creationTimestamp":"2026-01-01T00:00:00Z"},"data":{"0":"c3RhZ2Vk","1":"b25l","2":"dHdv"}}
      """;
  private final List<HttpCall> calls = Collections.synchronizedList(new ArrayList<>());

  /** What pods reach as the API server: a Secret that can be read and replaced. */
  private final class StandIn implements Program {
    @Override
    public boolean listens(int port) {
      return port == 443;
    }

    @Override
    public HttpReply http(HttpCall call) {
      calls.add(call);
      return HttpReply.json(200, call.method().equals("GET") ? SECRET : call.text());
    }
  }

  @Override
  SimulatedClusterBuilder configure(SimulatedClusterBuilder builder) {
    return builder.program("stand-in", container -> new StandIn());
  }

  private void rotateAfter(Duration age) {
    cluster.clock().advance(age);
    create("rotation.yaml");
  }

  private String log() {
    return client.pods().withName("rotate").getLog();
  }

  @Test
  void rotation_ofOldKeys_makesTheStagedOnePrimary_andDropsTheLowest() {
    create("api-server.yaml");
    rotateAfter(Duration.ofHours(12));

    assertThat(log()).isEqualTo("rotated\n");
    assertThat(calls).extracting(HttpCall::method).containsExactly("GET", "PUT");
    assertThat(calls.get(1).text())
        .contains("\"2\":\"dHdv\",\"3\":\"c3RhZ2Vk\"")
        .contains("\"resourceVersion\":\"7\"")
        .contains("\"osplane.io/rotated-at\":\"2026-01-01T12:")
        .doesNotContain("b25l");
  }

  @Test
  void rotation_ofYoungKeys_leavesThemAlone() {
    create("api-server.yaml");
    rotateAfter(Duration.ofHours(1));

    assertThat(log()).isEqualTo("the keys are young enough\n");
    assertThat(calls).extracting(HttpCall::method).containsExactly("GET");
  }

  @Test
  void rotation_withoutAnApiServer_fails() {
    rotateAfter(Duration.ofHours(12));

    assertThat(log()).contains("the API server was not reached");
    assertThat(client.pods().withName("rotate").get().getStatus().getPhase()).isEqualTo("Failed");
  }
}
