package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.spi.Resource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host's scripts do where something is wrong with the host; run by bash. */
class HostScriptTest {
  /** Open vSwitch's programs: what they are asked is told, and a database's file is a text. */
  private static final String SWITCH =
      """
      ovsdb-tool() { echo "tool $1"; case $1 in create) echo made >"$2" ;; needs-conversion) echo no ;; esac; }
      ovsdb-server() { echo serving; }
      """;

  @TempDir private Path directory;
  private Bash bash;

  @BeforeEach
  void host() throws Exception {
    bash = new Bash(directory);
    Files.createDirectories(directory.resolve("run/openvswitch"));
    Files.createDirectories(directory.resolve("etc/openvswitch"));
  }

  @Test
  void database_whoseFileIsEmpty_isMadeAnew() throws Exception {
    Path file = Files.createFile(directory.resolve("etc/openvswitch/conf.db"));

    assertThat(bash.run(SWITCH + database())).isEqualTo("tool create\nserving");
    assertThat(file).hasContent("made");
  }

  @Test
  void database_thatIsThere_isServedAsItIs() throws Exception {
    Path file = Files.writeString(directory.resolve("etc/openvswitch/conf.db"), "bridges");

    assertThat(bash.run(SWITCH + database())).endsWith("serving").doesNotContain("create");
    assertThat(file).hasContent("bridges");
  }

  @Test
  void database_whileAnotherServesOnTheHost_waitsForItsEnd() throws Exception {
    Files.writeString(directory.resolve("script"), SWITCH + database());
    String other =
        """
        exec 9>run/openvswitch/osplane-database.lock; flock 9
        bash script >said 2>&1 9>&- & second=$!
        read -rt 0.5 <> <(:) || true
        echo "before: $(cat said)"; exec 9>&-; wait $second; echo "after: $(cat said)"
        """;

    assertThat(bash.run(other)).isEqualTo("before: \nafter: tool create\nserving");
  }

  /** The whole script, on the directory. */
  private String database() {
    return Resource.text(Ovn.class, "vswitch-db.sh")
        .replace("/etc/openvswitch", directory + "/etc/openvswitch")
        .replace("/run/openvswitch", directory + "/run/openvswitch");
  }

  @Test
  void switch_withoutTheCardOfItsTunnels_isNotBegun_andSaysWhichIsMissing() throws Exception {
    assertThat(bash.run(bridging("") + "bridge || echo refused"))
        .isEqualTo("vswitchd: this host has no network card eth7 for tunnels\nrefused");
  }

  @Test
  void switch_whoseCardHasNoAddress_isNotBegun_andSaysSo() throws Exception {
    Files.createDirectories(directory.resolve("net/eth7"));

    assertThat(bash.run(bridging("") + "bridge || echo refused"))
        .isEqualTo(
            "vswitchd: eth7 has no IPv4 address, which would be the end of this host's tunnels\n"
                + "refused");
  }

  @Test
  void switch_whoseCardHasAnAddress_takesItForTheTunnels() throws Exception {
    Files.createDirectories(directory.resolve("net/eth7"));
    Files.writeString(directory.resolve("net/eth7/address"), "02:00:00:00:00:07");

    assertThat(bash.run(bridging("1: eth7 inet 10.8.0.2/24 scope") + "bridge"))
        .contains("add-br br-phy", "hwaddr=02:00:00:00:00:07", "add-port br-phy eth7");
  }

  private String bridging(String address) {
    String stubs =
        """
        TUNNEL=eth7 NOTE=$PWD/note BRIDGE=br-phy
        ip() { [ "$2" = route ] || echo '%s'; }
        db() { echo "$*"; }
        """
            .formatted(address);
    String own =
        Bash.function("vswitchd.sh", "log")
            + Bash.function("vswitchd.sh", "addresses")
            + Bash.function("vswitchd.sh", "note")
            + Bash.function("vswitchd.sh", "bridge");
    return stubs + own.replace("/sys/class/net", "$PWD/net");
  }

  @Test
  void host_whoseDatabaseSaysItIsAnother_isCalledLikeItsNode() throws Exception {
    String environment =
        """
        NODE=node1 REMOTE=tcp:a:6642 DATAPATH=system MAPPINGS= GATEWAY= SYSTEM=old-id
        db() { for word; do case $word in external_ids:system-id=*) SYSTEM=${word#*=} ;; esac; done; }
        """;
    String own = Bash.function("controller.sh", "identify");

    assertThat(bash.run(environment + own + "echo $SYSTEM; identify 10.0.0.1; echo $SYSTEM"))
        .isEqualTo("old-id\nnode1");
  }
}
