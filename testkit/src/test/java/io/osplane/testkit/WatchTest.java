package io.osplane.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchTest extends WithCluster {
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final CompletableFuture<WatcherException> closed = new CompletableFuture<>();
  private final Watcher<ConfigMap> watcher =
      new Watcher<>() {
        @Override
        public void eventReceived(Action action, ConfigMap map) {
          if (map.getMetadata().getName() != null
              && !map.getMetadata().getName().contains("kube-")) {
            seen.add(action + " " + map.getMetadata().getName());
          }
        }

        @Override
        public void onClose(WatcherException cause) {
          closed.complete(cause);
        }
      };

  private String next() throws InterruptedException {
    return seen.poll(5, TimeUnit.SECONDS);
  }

  @Test
  void watch_whenObjectsChange_tellsEveryChange() throws Exception {
    try (Watch watch = client.configMaps().watch(watcher)) {
      client.resource(configMap("a", Map.of("k", "1"))).create();
      client.resource(configMap("a", Map.of("k", "2"))).update();
      client.configMaps().withName("a").delete();

      assertThat(next()).isEqualTo("ADDED a");
      assertThat(next()).isEqualTo("MODIFIED a");
      assertThat(next()).isEqualTo("DELETED a");
    }
  }

  @Test
  void watch_whenFromARevision_tellsOnlyWhatCameAfter() throws Exception {
    client.resource(configMap("a", Map.of())).create();
    String revision = client.configMaps().list().getMetadata().getResourceVersion();
    client.resource(configMap("b", Map.of())).create();

    var options = new ListOptionsBuilder().withResourceVersion(revision).build();
    try (Watch watch = client.configMaps().watch(options, watcher)) {
      assertThat(next()).isEqualTo("ADDED b");
    }
  }

  @Test
  void watch_whenLabelGoes_tellsADeletion() throws Exception {
    ConfigMap labelled =
        new ConfigMapBuilder(configMap("a", Map.of()))
            .editMetadata()
            .addToLabels("x", "1")
            .endMetadata()
            .build();
    client.resource(labelled).create();

    try (Watch watch = client.configMaps().withLabel("x").watch(watcher)) {
      assertThat(next()).isEqualTo("ADDED a");
      client.resource(configMap("a", Map.of())).update();
      assertThat(next()).isEqualTo("DELETED a");
    }
  }

  @Test
  void watch_whenHistoryIsGone_expires() throws Exception {
    String revision = client.configMaps().list().getMetadata().getResourceVersion();
    cluster.faults().expireHistory();

    var options = new ListOptionsBuilder().withResourceVersion(revision).build();
    try (Watch watch = client.configMaps().watch(options, watcher)) {
      assertThat(closed.get(5, TimeUnit.SECONDS).isHttpGone()).isTrue();
    }
  }

  @Test
  void watch_whenDropped_isOpenedAgainByTheClient() throws Exception {
    try (Watch watch = client.configMaps().watch(watcher)) {
      client.resource(configMap("a", Map.of())).create();
      assertThat(next()).isEqualTo("ADDED a");
      cluster.faults().dropWatches();
      client.resource(configMap("b", Map.of())).create();

      assertThat(next()).isEqualTo("ADDED b");
    }
  }

  @Test
  void watch_whenPlainHttpWithTimeout_streamsLinesAndEnds() throws Exception {
    client.resource(configMap("a", Map.of())).create();
    URL url =
        new URL(
            cluster.url()
                + "/api/v1/namespaces/default/configmaps?watch=true&timeoutSeconds=1"
                + "&fieldSelector=metadata.name%3Da");
    HttpURLConnection http = (HttpURLConnection) url.openConnection();
    http.setRequestProperty("Authorization", "Bearer " + cluster.adminToken());

    try (var reader =
        new BufferedReader(new InputStreamReader(http.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(reader.lines().toList())
          .singleElement()
          .asString()
          .startsWith("{\"type\":\"ADDED\"");
    }
  }
}
