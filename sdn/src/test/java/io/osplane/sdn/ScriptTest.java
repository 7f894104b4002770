package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.spi.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts' decisions; run by bash, with stand-ins for the programs that they call. */
class ScriptTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "member.sh",
        "database.sh",
        "control.sh",
        "northd.sh",
        "vswitch-db.sh",
        "vswitchd.sh",
        "controller.sh",
        "metadata.sh"
      })
  void script_always_isBash(String name) throws Exception {
    assertThat(bash("bash -n <<'END'\n" + Resource.text(Ovn.class, name) + "END\n")).isEmpty();
  }

  @Test
  void stale_whereAMemberHasTwoServers_isTheSilentOne() throws Exception {
    assertThat(stale(Fixture.said("stale"))).isEqualTo("e1f5");
  }

  @Test
  void stale_inWhateverOrder_isTheSilentOne() throws Exception {
    List<String> lines = Fixture.said("stale").lines().toList();
    int servers = lines.indexOf("Servers:");
    String turned =
        String.join("\n", lines.subList(0, servers + 1))
            + "\n"
            + lines.get(servers + 4)
            + "\n"
            + lines.get(servers + 1)
            + "\n";

    assertThat(stale(turned)).isEqualTo("e1f5");
  }

  @Test
  void stale_whereBothAreSilent_isNeither() throws Exception {
    String both = Fixture.said("stale").replace("last msg 2375 ms", "last msg 22375 ms");

    assertThat(stale(both)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"leader", "follower", "no-leader", "joining"})
  void stale_whereEveryMemberHasOneServer_isNone(String said) throws Exception {
    assertThat(stale(Fixture.said(said))).isEmpty();
  }

  @Test
  void obtain_withoutAFileOrACluster_waitsForAnOrderAndMakesIt() throws Exception {
    assertThat(obtain("order", "exit 1")).isEqualTo("RESOLVED WAITING create");
  }

  @Test
  void obtain_whereOthersServe_joins() throws Exception {
    assertThat(obtain("", "exit 0")).isEqualTo("RESOLVED JOINING join");
  }

  @Test
  void obtain_ofAnOrderWhereOthersServe_joinsInstead() throws Exception {
    Files.writeString(directory.resolve("order"), "nonce");

    assertThat(obtain("", "exit 0")).isEqualTo("RESOLVED JOINING join");
  }

  @Test
  void obtain_afterItLeft_doesNothing() throws Exception {
    Files.createFile(directory.resolve("left"));

    assertThat(obtain("end", "exit 0")).isEqualTo("RESOLVED LEFT");
  }

  @Test
  void obtain_ofAFileThatNeverJoined_beginsAnew() throws Exception {
    Files.writeString(directory.resolve("file"), "joining");

    assertThat(obtain("", "exit 0")).isEqualTo("RESOLVED JOINING join");
  }

  @Test
  void obtain_ofAnEmptyFile_beginsAnew() throws Exception {
    Files.createFile(directory.resolve("file"));

    assertThat(obtain("", "exit 0")).isEqualTo("RESOLVED JOINING join");
    assertThat(directory.resolve("file")).isNotEmptyFile();
  }

  @Test
  void obtain_ofAFileWithACluster_takesIt() throws Exception {
    Files.writeString(directory.resolve("file"), "cluster");

    assertThat(obtain("", "exit 1")).isEqualTo("RESOLVED");
  }

  @ParameterizedTest
  @CsvSource({
    "'{hostname=node1, system-id=node1}', known",
    "'{system-id=\"node1\"}', known",
    "'{system-id=node10}', unknown",
    "'{hostname=node1}', unknown"
  })
  void metadata_waitsUntilOvnSaysWhichHostThisIs(String ids, String is) throws Exception {
    String client = "NODE=node1 SWITCH=; ovsdb-client() { cat <<<'" + ids + "'; }\n";

    assertThat(
            bash(client + function("metadata.sh", "known") + "known && echo known || echo unknown"))
        .isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource({
    "'', system, 10.0.0.1",
    "eth1, system, address-of-eth1",
    "eth1, netdev, address-of-br-phy"
  })
  void tunnels_endAt(String card, String datapath, String end) throws Exception {
    String ip = "ip() { echo \"1: x inet address-of-$6/24 scope\"; }\n";
    String environment = "NODE_IP=10.0.0.1 TUNNEL='%s' DATAPATH=%s\n".formatted(card, datapath);

    assertThat(bash(environment + ip + function("controller.sh", "encap_ip") + "encap_ip"))
        .isEqualTo(end);
  }

  @Test
  void mappings_ofBridgesAndCards_nameBridges() throws Exception {
    String environment = "MAPPINGS=campus:br-eth2:eth2,public:br-ex\n";

    assertThat(bash(environment + function("controller.sh", "mappings") + "mappings"))
        .isEqualTo("campus:br-eth2,public:br-ex");
  }

  @ParameterizedTest
  @CsvSource({"eth1, eth1", "br-phy, br-phy"})
  void note_ofTheTunnelsAddress_isWhereverItIs(String device, String from) throws Exception {
    String ip =
        """
        NOTE=$PWD/note TUNNEL=eth1 BRIDGE=br-phy
        ip() {
          [ "$2" = route ] && { echo "10.9.0.0/16 via 10.8.0.1 of $5"; return; }
          [ "$6" = %s ] && echo "1: x inet 10.8.0.2/24 scope"
        }
        """
            .formatted(device);
    String own = function("vswitchd.sh", "addresses") + function("vswitchd.sh", "note");

    assertThat(bash(ip + own + "note; cat note"))
        .isEqualTo("address 10.8.0.2/24\nroute 10.9.0.0/16 via 10.8.0.1 of " + from);
  }

  @Test
  void giveBack_afterTheSwitchEnded_theCardHasItsAddressAndTheBridgesAreGone() throws Exception {
    Files.writeString(
        directory.resolve("note"), "address 10.8.0.2/24\nroute default via 10.8.0.1\n");
    String environment = "NOTE=$PWD/note TUNNEL=eth1 BRIDGE=br-phy LEFT='br-int br-phy'\n";

    assertThat(
            bash(
                environment
                    + "ip() { echo \"$*\"; }\n"
                    + function("vswitchd.sh", "give_back")
                    + "give_back"))
        .isEqualTo(
            """
            addr flush dev br-phy
            addr replace 10.8.0.2/24 dev eth1
            route replace default via 10.8.0.1 dev eth1"""
                + "\nlink delete br-int\nlink delete br-phy");
  }

  @ParameterizedTest
  @CsvSource({
    "'', set-connection ptcp:6641:0.0.0.0 -- set connection . inactivity_probe=60000",
    "there, ''"
  })
  void lead_opensTheDatabaseOnce_withAProbeThatEndsDeadClients(String connection, String asked)
      throws Exception {
    String stubs =
        """
        DATABASE=nb SCHEMA=OVN_Northbound CLIENT=6641 SOCKET=unix:nb.sock
        ovn-nbctl() { shift 2; [ "$1" = get-connection ] && echo '%s' || echo "$*" >&2; }
        ask() { echo "asked $*" >&2; }
        """
            .formatted(connection);
    String own = function("member.sh", "stale") + function("member.sh", "lead");

    assertThat(bash(stubs + own + "lead ''")).isEqualTo(asked);
  }

  private String stale(String status) throws Exception {
    return bash(function("member.sh", "stale") + "stale <<'END'\n" + status + "END\n");
  }

  /**
   * What a member does until it has a file.
   *
   * @param later what happens while it waits: {@code order}, or {@code end} of the test
   * @param serves how the question ends whether other members serve
   */
  private String obtain(String later, String serves) throws Exception {
    String stubs =
        """
        FILE=$PWD/file R=$PWD ME=me DOMAIN=d LATER=%s
        getent() { echo -n RESOLVED; }
        log() { :; }
        phase() { [ "$1" = "${SAID:-}" ] || echo -n " $1"; SAID=$1; }
        nap() { case $LATER in order) echo x >$R/order ;; *) exit ;; esac; }
        ovsdb-tool() { grep -q cluster "$2"; }
        cluster_serves() ( %s )
        discard() { rm -f $FILE; }
        create() { echo -n ' create'; echo cluster >$FILE; }
        join() { echo -n ' join'; echo cluster >$FILE; }
        """
            .formatted(later, serves);
    String own = function("member.sh", "obey") + function("member.sh", "obtain");
    return bash(
        stubs + own.replace("getent hosts \"$ME.$DOMAIN\" >/dev/null", "getent") + "obtain");
  }

  private String bash(String program) throws IOException, InterruptedException {
    return new Bash(directory).run(program);
  }

  private static String function(String script, String name) {
    return Bash.function(script, name);
  }
}
