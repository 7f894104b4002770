package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultInjectionTest extends WithCluster {

  private static int code(ThrowingCallable call) {
    return catchThrowableOfType(KubernetesClientException.class, call).getCode();
  }

  private void create(String name) {
    client.resource(configMap(name, Map.of())).create();
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 429, 500, 503})
  void answer_whenRequestMatches_failsOnlyThatOften(int status) {
    cluster.faults().answer(status, 2, "create", "configmaps");

    assertThat(code(() -> create("a"))).isEqualTo(status);
    assertThat(code(() -> create("a"))).isEqualTo(status);
    create("a");

    assertThat(client.configMaps().withName("a").get()).isNotNull();
  }

  @Test
  void drop_whenRequestMatches_breaksTheConnection() {
    cluster.faults().drop(1, "create", "configmaps");

    assertThat(code(() -> create("a"))).isEqualTo(-1);
    assertThat(client.configMaps().withName("a").get()).isNull();
  }

  @Test
  void loseAnswer_whenRequestMatches_isDoneAllTheSame() {
    cluster.faults().loseAnswer(1, "create", "configmaps");

    assertThat(code(() -> create("a"))).isEqualTo(-1);
    assertThat(client.configMaps().withName("a").get()).isNotNull();
  }

  @Test
  void hang_whenRequestMatches_timesOut() {
    cluster.faults().hang(1, "get", "configmaps");
    client.getConfiguration().setRequestTimeout(200);

    Throwable e = Assertions.catchThrowable(() -> client.configMaps().withName("a").get());

    assertThat(e).hasRootCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void expireToken_whenUsed_isUnauthorized() {
    cluster.faults().expireToken(cluster.adminToken());

    assertThat(code(() -> create("a"))).isEqualTo(401);
  }

  @Test
  void exhaustQuota_whenPodsAreDue_refusesThemUntilCleared() {
    cluster.faults().exhaustQuota("pods");
    client.resource(statefulSet("db", 1)).create();
    settle();
    assertThat(pod("db-0")).isNull();
    assertThat(client.v1().events().list().getItems())
        .anySatisfy(e -> assertThat(e.getMessage()).contains("exceeded quota"));

    cluster.faults().clear();
    client.apps().statefulSets().withName("db").scale(2);
    settle();

    assertThat(pod("db-0")).isNotNull();
  }
}
