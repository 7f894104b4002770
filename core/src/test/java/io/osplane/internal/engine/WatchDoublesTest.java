package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.internal.engine.ApiDouble.Stream;
import io.osplane.internal.kube.Cluster;
import io.osplane.internal.kube.Watch;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WatchDoublesTest {
  private static final Duration FOUR_PAUSES = Duration.ofSeconds(2);

  /** An ERROR event leads to again() by the stream's end and to relist(). */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void error_opensOneNewWatch(boolean serverCloses) throws Exception {
    try (ApiDouble api = new ApiDouble()) {
      Cluster cluster = api.cluster();
      try (Watch watch =
          cluster.watch(cluster.kind("v1", "ConfigMap"), "a=b", "7", Heard.changes(c -> {}))) {
        Stream stream = api.nextWatch();
        stream.send("{\"type\":\"ERROR\",\"object\":{\"code\":410,\"message\":\"too old\"}}");
        if (serverCloses) {
          stream.drop();
        }
        assertThat(api.nextWatch()).isNotNull();

        assertThat(api.nextWatch(FOUR_PAUSES)).isNull();
        assertThat(watch).isNotNull();
      }
    }
  }

  @Test
  void view_whenAnOlderEventComesAfterAWrite_keepsTheNewer() throws Exception {
    try (ApiDouble api = new ApiDouble()) {
      api.store("/apis/apps/v1/namespaces/ns/statefulsets/db", "{}");
      Situation now = Situations.look(api);
      LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
      try (LiveView view = now.view()) {
        view.follow(() -> told.add("told"));
        Stream stream = api.nextWatch();
        while (!stream.request().path().endsWith("statefulsets")) {
          stream = api.nextWatch();
        }
        var kind = now.cluster().kind("apps/v1", "StatefulSet");
        var newer = view.object(kind, "db").orElseThrow().deepCopy();
        newer.withObject("/metadata").put("resourceVersion", "900");
        view.saw(newer);
        told.clear();
        stream.send(
            "{\"type\":\"MODIFIED\",\"object\":{\"apiVersion\":\"apps/v1\",\"kind\":\"StatefulSet\","
                + "\"metadata\":{\"name\":\"db\",\"resourceVersion\":\"800\"}}}");
        stream.send(
            "{\"type\":\"ADDED\",\"object\":{\"apiVersion\":\"apps/v1\",\"kind\":\"StatefulSet\","
                + "\"metadata\":{\"name\":\"other\",\"resourceVersion\":\"801\"}}}");
        assertThat(told.poll(5, TimeUnit.SECONDS)).isNotNull();
        for (int i = 0; i < 50 && view.object(kind, "other").isEmpty(); i++) {
          told.poll(100, TimeUnit.MILLISECONDS);
        }

        assertThat(view.object(kind, "other")).isPresent();
        assertThat(view.object(kind, "db").orElseThrow().at("/metadata/resourceVersion").asText())
            .isEqualTo("900");
      }
    }
  }
}
