package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.internal.LogContext;
import io.osplane.internal.engine.ApiDouble.Reply;
import io.osplane.internal.engine.ApiDouble.Stream;
import io.osplane.internal.kube.Cluster;
import io.osplane.internal.kube.FieldSchema.Kind;
import io.osplane.internal.kube.Watch;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchTest {
  private final ApiDouble api = new ApiDouble();
  private final Cluster cluster = api.cluster();
  private final Kind kind = cluster.kind("v1", "ConfigMap");
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private Watch watch;

  @AfterEach
  void end() {
    watch.close();
    api.close();
  }

  @Test
  void watch_startsAtTheGivenVersionWithItsLabel() throws InterruptedException {
    Stream stream = open();

    assertThat(stream.request()).hasToString("GET /api/v1/namespaces/ns/configmaps");
    assertThat(stream.request().query())
        .contains("watch=true", "resourceVersion=7", "labelSelector=a=b");
  }

  @Test
  void change_isTold() throws IOException, InterruptedException {
    Stream stream = open();

    stream.send(event("ADDED", "one", 8));
    stream.send(event("DELETED", "one", 9));

    assertThat(next()).isEqualTo("ADDED one");
    assertThat(next()).isEqualTo("DELETED one");
  }

  @Test
  void change_isToldInTheContextInWhichTheWatchWasOpened()
      throws IOException, InterruptedException {
    BlockingQueue<String> contexts = new LinkedBlockingQueue<>();
    LogContext.of("op")
        .run(
            () ->
                watch =
                    cluster.watch(
                        kind,
                        "a=b",
                        "7",
                        new Heard(c -> contexts.add(LogContext.current().operation()))));
    Stream stream = api.nextWatch();

    stream.send(event("ADDED", "one", 8));

    assertThat(contexts.poll(5, TimeUnit.SECONDS)).isEqualTo("op");
  }

  @Test
  void change_whenItComesInParts_isToldOnceAndWhole() throws IOException, InterruptedException {
    Stream stream = open();
    String event = event("MODIFIED", "naïve", 8);

    stream.sendPart(event.substring(0, 20));
    stream.sendPart(event.substring(20) + "\n" + event("ADDED", "two", 9) + "\n");

    assertThat(next()).isEqualTo("MODIFIED naïve");
    assertThat(next()).isEqualTo("ADDED two");
  }

  @Test
  void watch_whenTheConnectionIsDropped_goesOnFromTheLastVersion()
      throws IOException, InterruptedException {
    Stream stream = open();
    stream.send(event("ADDED", "one", 8));
    assertThat(next()).isEqualTo("ADDED one");

    stream.drop();

    Stream second = api.nextWatch();
    assertThat(second.request().query()).contains("resourceVersion=8");
    second.send(event("ADDED", "two", 9));
    assertThat(next()).isEqualTo("ADDED two");
  }

  @Test
  void watch_whenDroppedInTheMiddleOfALine_forgetsTheHalf()
      throws IOException, InterruptedException {
    Stream stream = open();
    stream.sendPart(event("ADDED", "half", 8).substring(0, 15));
    stream.drop();

    Stream second = api.nextWatch();
    second.send(event("ADDED", "whole", 8));

    assertThat(second.request().query()).contains("resourceVersion=7");
    assertThat(next()).isEqualTo("ADDED whole");
  }

  @Test
  void bookmark_movesTheVersionAndIsNotTold() throws IOException, InterruptedException {
    Stream stream = open();
    stream.send(event("BOOKMARK", "", 55));
    stream.send(event("ADDED", "one", 56));
    assertThat(next()).isEqualTo("ADDED one");
    stream.send(event("BOOKMARK", "", 99));
    stream.send(event("ADDED", "two", 57));
    assertThat(next()).isEqualTo("ADDED two");
    stream.send(event("BOOKMARK", "", 77));

    stream.drop();

    assertThat(api.nextWatch().request().query()).contains("resourceVersion=77");
  }

  @Test
  void watch_whenTheVersionIsGone_goesOnFromANewList() throws InterruptedException {
    AtomicBoolean isGone = new AtomicBoolean(true);
    api.store("/api/v1/namespaces/ns/configmaps/one", "{}");
    api.script(
        request ->
            request.query().contains("watch=true") && isGone.getAndSet(false)
                ? Optional.of(new Reply(410, ApiDouble.status("Expired")))
                : Optional.empty());
    watch = watch();

    assertThat(next()).isEqualTo("LISTED one");
    assertThat(api.nextWatch().request().query()).contains("resourceVersion=102");
  }

  @Test
  void watch_whenTheNewListFails_triesAgain() throws InterruptedException {
    AtomicBoolean isGone = new AtomicBoolean(true);
    AtomicBoolean isForbidden = new AtomicBoolean(true);
    api.script(
        request -> {
          if (request.query().contains("watch=true")) {
            return isGone.get()
                ? Optional.of(new Reply(410, ApiDouble.status("Expired")))
                : Optional.empty();
          }
          if (isForbidden.getAndSet(false)) {
            return Optional.of(new Reply(403, ApiDouble.status("Forbidden")));
          }
          isGone.set(false);
          return Optional.empty();
        });
    watch = watch();

    assertThat(next()).isEqualTo("LISTED");
    assertThat(api.nextWatch()).isNotNull();
  }

  @Test
  void watch_whenTheServerTellsAnError_listsAnew() throws IOException, InterruptedException {
    Stream stream = open();
    api.store("/api/v1/namespaces/ns/configmaps/one", "{}");

    stream.send("{\"type\":\"ERROR\",\"object\":{\"code\":410,\"message\":\"too old\"}}");

    assertThat(next()).isEqualTo("LISTED one");
    assertThat(api.nextWatch().request().query()).contains("resourceVersion=102");
  }

  @Test
  void close_endsTheConnectionAndOpensNoOther() throws IOException, InterruptedException {
    Stream stream = open();
    stream.send(event("ADDED", "one", 8));
    assertThat(next()).isEqualTo("ADDED one");

    watch.close();
    stream.drop();

    assertThat(seen.poll(1, TimeUnit.SECONDS)).isNull();
    assertThat(api.requests()).hasSize(1);
  }

  private Stream open() throws InterruptedException {
    watch = watch();
    Stream stream = api.nextWatch();
    assertThat(stream).isNotNull();
    return stream;
  }

  private Watch watch() {
    return cluster.watch(
        kind,
        "a=b",
        "7",
        Heard.changes(
            change ->
                seen.add(
                    (change.type()
                            + " "
                            + String.join(
                                ",", change.objects().stream().map(Cluster::nameOf).toList()))
                        .strip())));
  }

  private String next() throws InterruptedException {
    return seen.poll(10, TimeUnit.SECONDS);
  }

  private static String event(String type, String name, int version) {
    return "{\"type\":\"%s\",\"object\":{\"metadata\":{\"name\":\"%s\",\"resourceVersion\":\"%s\"}}}"
        .formatted(type, name, version + "");
  }
}
