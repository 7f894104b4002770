package io.osplane.testkit.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GaleraProgramTest extends WithPrograms {
  private static final List<String> MEMBERS = List.of("galera-0", "galera-1", "galera-2");
  private static final String ACCOUNT =
      """
      create database if not exists `nova` character set utf8mb3;
      create user if not exists `nova`@`%` identified by 'secret';
      alter user `nova`@`%` identified by 'secret';
      grant all on `nova`.* to `nova`@`%`;
      """;
  private static final String COUNT =
      "select count(*) from information_schema.schemata where schema_name in ('nova');\n";

  private String status(String pod) {
    return get(pod, 9200, "/status");
  }

  private String position(String pod) {
    return value(status(pod), "uuid") + ":" + value(status(pod), "seqno");
  }

  private void killAll() {
    client.pods().withLabel("app", "galera").withGracePeriod(0).delete();
    settle();
  }

  @Test
  void members_whenNobodyOrders_waitForEver() {
    create("galera.yaml");
    cluster.clock().advance(Duration.ofHours(1));

    assertThat(MEMBERS).allSatisfy(m -> assertThat(status(m)).startsWith("phase WAITING"));
    assertThat(status(() -> get("galera-0", 9200, "/"))).isEqualTo(503);
  }

  @Test
  void bootstrap_whenOneMemberIsOrdered_theOthersJoin() {
    create("galera.yaml");

    Result result = bootstrap("galera-1", "new");

    assertThat(result.code()).isZero();
    assertThat(result.out()).startsWith("wsrep_cluster_state_uuid\t");
    assertThat(MEMBERS)
        .allSatisfy(
            m -> {
              assertThat(status(m)).contains("wsrep_cluster_status Primary");
              assertThat(value(status(m), "wsrep_cluster_size")).isEqualTo("3");
              assertThat(result.out()).contains(value(status(m), "wsrep_cluster_state_uuid"));
            });
    assertThat(client.pods().withName("galera-2").get().getStatus().getConditions())
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  @Test
  void bootstrapAsNew_whenMemberHasData_isRefused() {
    runGalera();
    killAll();

    Result result = bootstrap("galera-0", "new");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).isEqualTo("refused order n1: it has data\n");
    assertThat(value(status("galera-0"), "blank")).isEqualTo("no");
  }

  @Test
  void bootstrap_fromAnotherPosition_isRefused() {
    runGalera();
    killAll();

    Result result = bootstrap("galera-0", value(status("galera-0"), "uuid") + ":9999");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).contains("it is at " + position("galera-0"));
  }

  @Test
  void killingAll_keepsPositionsAndData_andAnOrderStartsFromThem() {
    runGalera();
    assertThat(sql("galera-0", ACCOUNT).code()).isZero();
    String committed = value(status("galera-2"), "wsrep_last_committed");

    killAll();
    assertThat(MEMBERS).allSatisfy(m -> assertThat(status(m)).startsWith("phase WAITING"));
    assertThat(value(status("galera-2"), "seqno")).isEqualTo(committed);

    assertThat(bootstrap("galera-2", position("galera-2")).code()).isZero();
    assertThat(sql("galera-0", COUNT).out()).isEqualTo("1\n");
  }

  @Test
  void bootstrap_ofAMemberThatServes_changesNothing() {
    runGalera();
    String history = value(status("galera-1"), "wsrep_cluster_state_uuid");

    Result result = bootstrap("galera-1", "new");

    assertThat(result.code()).isZero();
    assertThat(result.out()).contains(history);
    assertThat(value(status("galera-1"), "wsrep_cluster_size")).isEqualTo("3");
  }

  @Test
  void member_whenKilled_comesBackByItself() {
    runGalera();

    client.pods().withName("galera-0").withGracePeriod(0).delete();
    settle();
    assertThat(sql("galera-1", ACCOUNT).code()).isZero();

    assertThat(value(status("galera-0"), "wsrep_cluster_size")).isEqualTo("3");
    assertThat(sql("galera-0", COUNT).out()).isEqualTo("1\n");
  }

  @Test
  void minority_whenCutOff_doesNotServe_andRejoins() {
    runGalera();
    String node = client.pods().withName("galera-0").get().getSpec().getNodeName();

    cluster.node(node).cut();
    cluster.clock().advance(Duration.ofSeconds(20));
    assertThat(value(status("galera-1"), "wsrep_cluster_size")).isEqualTo("2");
    assertThat(sql("galera-1", ACCOUNT).code()).isZero();
    cluster.node(node).plug();
    settle();

    assertThat(value(status("galera-0"), "wsrep_cluster_size")).isEqualTo("3");
    assertThat(sql("galera-0", COUNT).out()).isEqualTo("1\n");
  }

  @Test
  void majority_whenLost_refusesStatements() {
    runGalera();
    for (String lost : List.of("galera-1", "galera-2")) {
      cluster.node(client.pods().withName(lost).get().getSpec().getNodeName()).powerOff();
    }
    cluster.clock().advance(Duration.ofSeconds(20));

    assertThat(value(status("galera-0"), "wsrep_cluster_status")).isEqualTo("non-Primary");
    assertThat(sql("galera-0", ACCOUNT).err()).contains("WSREP has not yet prepared node");
  }

  @Test
  void account_whenDropped_isGone_andTheDatabaseStays() {
    runGalera();
    assertThat(sql("galera-0", ACCOUNT).code()).isZero();

    assertThat(sql("galera-0", "drop user if exists `nova`@`%`;").code()).isZero();

    assertThat(sql("galera-0", COUNT).out()).isEqualTo("1\n");
    assertThat(sql("galera-0", "alter user `nova`@`%` identified by 'x';").err()).contains("1396");
  }

  @Test
  void sql_whenStatementIsUnknown_failsAndKeepsWhatWasSaid() {
    runGalera();

    Result result = sql("galera-0", COUNT + "drop database nova;");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEqualTo("0\n");
    assertThat(result.err()).startsWith("ERROR 1064");
  }

  @Test
  void sql_whenServerIsDown_fails() {
    create("galera.yaml");

    assertThat(sql("galera-0", COUNT).err()).startsWith("ERROR 2002");
  }

  @Test
  void alterUser_changesTheHashThatIsTold() {
    runGalera();
    String hash =
        "select json_value(priv, '$.authentication_string') from mysql.global_priv\n"
            + "  where user = 'nova' and host = '%';";

    assertThat(sql("galera-0", hash).out()).isEmpty();
    assertThat(sql("galera-0", ACCOUNT).code()).isZero();

    assertThat(sql("galera-1", hash).out())
        .isEqualTo("*14E65567ABDB5135D0CFD9A70B3032C179A49EE7\n");
  }

  @Test
  void exec_ofAnythingElse_isNotFound() {
    create("galera.yaml");

    assertThat(exec("galera-0", "", "mysqldump", "nova").code()).isEqualTo(127);
  }

  @Test
  void proxy_isReady_alsoBeforeTheDatabase() {
    create("galera.yaml");

    assertThat(status(() -> get("galera-proxy", 9201, "/"))).isEqualTo(200);
  }
}
