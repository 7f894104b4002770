package io.osplane.testkit.programs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetadataAgentProgramTest extends WithPrograms {
  private static final String FILE = "metadata-agent.yaml";

  private int ready() {
    return exec("agent", "", "bash", "/osplane/metadata.sh", "ready").code();
  }

  private int restarts() {
    return client
        .pods()
        .withName("agent")
        .get()
        .getStatus()
        .getContainerStatuses()
        .get(0)
        .getRestartCount();
  }

  @Test
  void agent_isReady_whenItReachesTheSouthboundDatabase() {
    create("ovn.yaml");
    create(FILE);
    assertThat(ready()).isEqualTo(1);

    assertThat(exec("ovn-nb-0", "", "bash", "/osplane/control.sh", "create", "n").code()).isZero();
    settle();

    assertThat(ready()).isZero();
  }

  @Test
  void agent_withoutTheSecretInCommon_endsAgainAndAgain() {
    create(FILE, text -> text.replace("SHARED", ""));

    assertThat(restarts()).isPositive();
  }

  @Test
  void agent_ofUnknownCommands_saysThatTheyAreNotFound() {
    create(FILE);

    assertThat(exec("agent", "", "ip", "netns").code()).isEqualTo(127);
  }
}
