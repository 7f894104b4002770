package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.error.ConflictException;
import io.osplane.error.ForbiddenException;
import io.osplane.error.LeaseLostException;
import io.osplane.error.RejectedException;
import io.osplane.error.UnreachableException;
import io.osplane.internal.engine.ApiDouble.Reply;
import io.osplane.internal.kube.Cluster;
import io.osplane.internal.kube.FieldSchema.Kind;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class RequestsTest {
  private static final String PATH = "/api/v1/namespaces/ns/configmaps/conf";
  private final ApiDouble api = new ApiDouble();
  private final Cluster cluster = api.cluster(Duration.ofSeconds(10));
  private final Kind kind = cluster.kind("v1", "ConfigMap");

  @AfterEach
  void end() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504, -1})
  void request_whenTheServerAilsOnce_isSentAgain(int status) {
    answers(new Reply(status, ApiDouble.status("Ailing")), found());

    assertThat(cluster.get(kind, "conf")).isPresent();
    assertThat(api.count("GET " + PATH)).isEqualTo(2);
  }

  @Test
  void request_whenTheServerAilsOnAndOn_isUnreachableAfterSixTries() {
    api.always(500, "{\"message\":\"etcd is ill\"}");

    assertThatExceptionOfType(UnreachableException.class)
        .isThrownBy(() -> cluster.get(kind, "conf"))
        .satisfies(e -> assertThat(e.remedy()).contains("API server runs"))
        .withMessageContainingAll("reading ConfigMap conf on " + api.url(), "500 etcd is ill");
    assertThat(api.count("GET " + PATH)).isEqualTo(6);
  }

  @Test
  void request_whenEveryConnectionIsCut_isUnreachableAndNamesTheServer() {
    api.always(-1, "");

    assertThatExceptionOfType(UnreachableException.class)
        .isThrownBy(() -> cluster.get(kind, "conf"))
        .withMessageContaining("reading ConfigMap conf on " + api.url());
  }

  @Test
  void request_whenARightIsMissing_tellsTheRuleAsYaml() {
    api.always(
        403,
        "{\"message\":\"deployments.apps is forbidden: User \\\"u\\\" cannot list resource"
            + " \\\"deployments\\\" in API group \\\"apps\\\" in the namespace \\\"ns\\\"\"}");

    assertThatExceptionOfType(ForbiddenException.class)
        .isThrownBy(() -> cluster.list(cluster.kind("apps/v1", "Deployment"), "a=b"))
        .satisfies(
            e ->
                assertThat(e.remedy())
                    .endsWith(
                        """
                        - apiGroups: ["apps"]
                          resources: ["deployments"]
                          verbs: ["list"]"""));
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void apply_whenAWebhookRefuses_isRejectedAndTellsWhatItSaid() {
    api.always(403, "{\"message\":\"admission webhook says no\"}");

    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> cluster.writer().apply(conf(), false))
        .withMessageContaining("admission webhook says no");
  }

  @Test
  void request_whenTheCredentialsAreNotAccepted_saysHowToRenewThem() {
    api.always(401, "{\"message\":\"Unauthorized\"}");

    assertThatExceptionOfType(ForbiddenException.class)
        .isThrownBy(() -> cluster.get(kind, "conf"))
        .satisfies(e -> assertThat(e.remedy()).contains("Renew the token"));
    assertThat(api.requests()).hasSize(1);
  }

  @Test
  void request_whenTheServerHangsOnce_isSentAgain() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicBoolean hung = new AtomicBoolean();
    api.script(
        request -> {
          if (!hung.getAndSet(true)) {
            hang(end);
          }
          return Optional.of(found());
        });

    assertThat(api.cluster(Duration.ofSeconds(1)).get(kind, "conf")).isPresent();
    end.countDown();
  }

  @Test
  void request_whenTheThreadIsInterrupted_endsAndStaysInterrupted() {
    CountDownLatch end = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    api.script(
        request -> {
          caller.interrupt();
          hang(end);
          return Optional.empty();
        });

    assertThatExceptionOfType(UnreachableException.class)
        .isThrownBy(() -> cluster.get(kind, "conf"))
        .withMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    end.countDown();
  }

  @Test
  void request_afterTheRightToSendIsOver_isNotSent() {
    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(() -> cluster.under(RequestsTest::lost).writer().apply(conf(), false));
    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(
            () ->
                cluster
                    .under(RequestsTest::lost)
                    .pods()
                    .member("db-0")
                    .exec(Duration.ZERO, "", "true"));
    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(
            () ->
                cluster
                    .under(RequestsTest::lost)
                    .pods()
                    .member("db-0")
                    .http("PUT", 1, "/", Map.of(), ""));
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void request_whoseFirstAnswerOutlastsTheRightToSend_isNotSentAgain() {
    CountDownLatch end = new CountDownLatch(1);
    api.script(
        request -> {
          hang(end);
          return Optional.empty();
        });
    Iterator<Duration> left = List.of(Duration.ofMillis(200)).iterator();

    assertThatExceptionOfType(LeaseLostException.class)
        .isThrownBy(
            () ->
                cluster
                    .under(() -> left.hasNext() ? left.next() : lost())
                    .writer()
                    .apply(conf(), false));
    end.countDown();
    assertThat(api.requests()).hasSize(1);
  }

  private static Duration lost() {
    throw new LeaseLostException("plane", "it is over");
  }

  @Test
  void get_whenItIsNotThere_isEmpty() {
    assertThat(cluster.get(kind, "conf")).isEmpty();
  }

  @Test
  void list_givesEachObjectItsKindAndTheVersionOfTheList() {
    api.store(PATH, "{}");

    Cluster.Listing listing = cluster.list(kind, "a=b,c=d");

    assertThat(listing.items())
        .singleElement()
        .satisfies(o -> assertThat(o.path("kind").asText()).isEqualTo("ConfigMap"));
    assertThat(listing.version()).isNotEmpty();
    assertThat(api.requests().get(0).query()).isEqualTo("labelSelector=a=b,c=d");
  }

  @Test
  void apply_isAServerSideApplyOfOurManager() {
    assertThat(Cluster.nameOf(cluster.writer().apply(conf(), true))).isEqualTo("conf");
    assertThat(api.requests())
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r).hasToString("PATCH " + PATH);
              assertThat(r.query()).isEqualTo("fieldManager=osplane&force=true");
            });
  }

  @Test
  void apply_whenAnotherManagerHoldsFields_namesThem() {
    api.always(
        409,
        """
        {"message":"Apply failed with 1 conflict","details":{"causes":[
          {"field":".data.a","message":"conflict with \\"kubectl\\""}]}}""");

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> cluster.writer().apply(conf(), false))
        .withMessageContaining(".data.a: conflict with \"kubectl\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"namespaces \\\"ns\\\" not found", "exceeded quota: q", "no such field"})
  void apply_whenRejected_tellsWhatTheServerSaid(String message) {
    api.always(message.contains("not found") ? 404 : 422, "{\"message\":\"" + message + "\"}");

    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> cluster.writer().apply(conf(), false))
        .withMessageContaining(message.replace("\\", ""));
  }

  @Test
  void apply_whenTheNamespaceIsGoing_saysToWaitForItsEnd() {
    api.always(
        403,
        "{\"message\":\"unable to create new content in namespace ns because it is being terminated\"}");

    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> cluster.writer().apply(conf(), false))
        .withMessageContaining("Wait until namespace ns is gone");
  }

  @Test
  void create_whenItIsThere_isEmpty() {
    api.store(PATH, "{}");

    assertThat(cluster.writer().create(conf())).isEmpty();
  }

  @Test
  void replace_whenItHasChanged_isEmpty() {
    ObjectNode old = api.store(PATH, "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\"}");
    ObjectNode next = cluster.writer().replace(old).orElseThrow();
    ObjectNode stale = old.deepCopy();
    stale.putObject("data").put("a", "b");

    assertThat(cluster.writer().replace(stale)).isEmpty();
    assertThat(cluster.writer().replace(next)).isPresent();
  }

  @Test
  void delete_saysOfWhichUid() {
    cluster.writer().delete(kind, "conf", "u-1");

    assertThat(api.requests())
        .singleElement()
        .satisfies(
            r ->
                assertThat(r.body())
                    .isEqualTo(
                        "{\"propagationPolicy\":\"Background\",\"preconditions\":{\"uid\":\"u-1\"}}"));
  }

  @Test
  void kind_whenUnknown_isRejectedByName() {
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> cluster.kind("example.org/v1", "Widget"))
        .withMessageContaining("example.org/v1 Widget");
  }

  private static Reply found() {
    return new Reply(200, "{\"metadata\":{\"name\":\"conf\"}}");
  }

  private static ObjectNode conf() {
    ObjectNode object =
        ApiDouble.JSON.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
    object.putObject("metadata").put("name", "conf");
    return object;
  }

  private void answers(Reply... replies) {
    Iterator<Reply> all = List.of(replies).iterator();
    api.script(request -> Optional.of(all.next()));
  }

  private static void hang(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
