package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.health.Condition;
import io.osplane.health.Status;
import io.osplane.spi.Member.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkAgentsTest {
  private static List<Condition> judge(int status, String body) {
    return NetworkAgents.judge(new Answer(status, Map.of(), body));
  }

  private static String agent(String host, String type, boolean isAlive) {
    return "{\"host\":\"%s\",\"agent_type\":\"%s\",\"alive\":%s}".formatted(host, type, isAlive);
  }

  @Test
  void judge_whereAllReport_isHealthy() {
    String body =
        "{\"agents\":[" + agent("node1", "a", true) + "," + agent("node2", "a", true) + "]}";

    assertThat(judge(200, body))
        .containsExactly(Condition.healthy("AgentsReport", "2 agents report"));
  }

  @Test
  void judge_whereThereIsNone_isHealthy() {
    assertThat(judge(200, "{\"agents\":[]}"))
        .extracting(Condition::status)
        .containsExactly(Status.HEALTHY);
  }

  @Test
  void judge_whereSomeAreSilent_namesHostsAndAgents() {
    String body =
        "{\"agents\":["
            + agent("node2", "OVN Metadata agent", false)
            + ","
            + agent("node2", "OVN Controller agent", false)
            + ","
            + agent("node1", "OVN Metadata agent", true)
            + "]}";

    assertThat(judge(200, body))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.status()).isEqualTo(Status.DEGRADED);
              assertThat(c.code()).isEqualTo("AgentSilent");
              assertThat(c.message())
                  .contains("node2", "OVN Controller agent, OVN Metadata agent")
                  .doesNotContain("node1");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "{}", "{\"agents\":{}}"})
  void judge_ofWhatIsNoList_isUnknown(String body) {
    assertThat(judge(200, body)).extracting(Condition::status).containsExactly(Status.UNKNOWN);
  }

  @Test
  void judge_ofARefusal_isUnknownAndSaysIt() {
    assertThat(judge(403, "{\"agents\":[]}"))
        .singleElement()
        .satisfies(c -> assertThat(c.message()).contains("403"));
  }
}
