package io.osplane.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.osplane.SecretRef;
import io.osplane.error.OsplaneException;
import io.osplane.spi.Claim;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Member;
import io.osplane.spi.Member.Answer;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class OpenStackApiTest {
  private static final String CATALOGUE =
      """
      {"token": {"catalog": [
        {"type": "image", "endpoints": [
          {"interface": "internal", "region_id": "RegionOne", "url": "http://glance.cloud.svc:9292"}]},
        {"type": "compute", "endpoints": [
          {"interface": "public", "region_id": "RegionOne", "url": "http://public:1/v2.1"},
          {"interface": "internal", "region_id": "Elsewhere", "url": "http://elsewhere:2/v2.1"},
          {"interface": "internal", "region_id": "RegionOne", "url": "http://nova:8774/v2.1"}]},
        {"type": "network", "endpoints": [
          {"interface": "internal", "region_id": "Elsewhere", "url": "http://elsewhere:3"}]}]}}
      """;

  private final FakeProbe probe = new FakeProbe();

  @Test
  void login_asksForATokenOfTheServiceProject() throws JsonProcessingException {
    OpenStackApi unused = api();

    assertThat(probe.requests).hasSize(1);
    Request login = probe.requests.get(0);
    assertThat(login.what()).isEqualTo("POST keystone:5000/v3/auth/tokens");
    assertThat(login.headers()).containsEntry("content-type", "application/json");
    assertThat(new ObjectMapper().readTree(login.body()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"auth": {
                      "identity": {"methods": ["password"], "password": {"user": {
                        "name": "nova", "password": "pass-word", "domain": {"name": "Default"}}}},
                      "scope": {"project": {"name": "service", "domain": {"name": "Default"}}}}}
                    """));
  }

  @Test
  void login_whenKeystoneRefuses_saysWhoAndNoSecret() {
    probe.logins.add(new Answer(401, Map.of(), "{\"error\":{\"message\":\"pass-word\"}}"));

    OsplaneException e = catchThrowableOfType(OsplaneException.class, () -> api());

    assertThat(e.problem()).isEqualTo("log in to Keystone as nova: it answered 401");
    assertThat(e.remedy()).contains("health of Keystone");
  }

  @Test
  void login_whenTheAnswerHasNoToken_isRefused() {
    probe.logins.add(new Answer(201, Map.of(), CATALOGUE));

    assertThatThrownBy(this::api).hasMessageContaining("it answered 201");
  }

  @Test
  void send_goesToTheInternalEndpointOfTheRegion() {
    assertThat(api().send("compute", "GET", "/servers?x=1", Map.of("a", "b"), "").status())
        .isEqualTo(200);

    Request sent = probe.requests.get(1);
    assertThat(sent.what()).isEqualTo("GET nova:8774/v2.1/servers?x=1");
    assertThat(sent.headers()).isEqualTo(Map.of("a", "b", "x-auth-token", "token-1"));
    assertThat(sent.body()).isEmpty();
  }

  @Test
  void send_toAUrlWithADomain_asksTheService() {
    assertThat(api().send("image", "GET", "/v2/images", Map.of(), "").status()).isEqualTo(200);

    assertThat(probe.requests.get(1).what()).isEqualTo("GET glance:9292/v2/images");
  }

  @Test
  void send_withABody_saysThatItIsJson_unlessToldOtherwise() {
    OpenStackApi api = api();
    Answer unused = api.send("image", "POST", "/", Map.of(), "{}");
    Answer unusedToo = api.send("image", "PATCH", "/", Map.of("content-type", "x/y"), "[]");

    assertThat(probe.requests.get(1).headers()).containsEntry("content-type", "application/json");
    assertThat(probe.requests.get(2).headers()).containsEntry("content-type", "x/y");
  }

  @Test
  void send_whateverIsAnswered_givesItBack() {
    probe.answers.add(new Answer(503, Map.of(), "busy"));

    assertThat(api().send("image", "GET", "/", Map.of(), ""))
        .isEqualTo(new Answer(503, Map.of(), "busy"));
  }

  @Test
  void send_toATypeThatTheCatalogueDoesNotHaveHere_isRefused() {
    for (String type : List.of("volume", "network")) {
      OsplaneException e =
          catchThrowableOfType(
              OsplaneException.class, () -> api().send(type, "GET", "/", Map.of(), ""));

      assertThat(e.problem()).contains("service of type " + type, "none in this region");
      assertThat(e.remedy()).contains("Deploy again");
      assertThat(e.toString()).doesNotContain("pass-word", "token-1");
    }
  }

  @Test
  void send_whenTheCatalogueCannotBeRead_isRefused() {
    Answer page = new Answer(201, Map.of("x-subject-token", "token-1"), "<html>");
    probe.logins.addAll(List.of(page, page));
    OpenStackApi api = api();

    assertThatThrownBy(() -> api.send("image", "GET", "/", Map.of(), ""))
        .isInstanceOf(OsplaneException.class);
  }

  @Test
  void send_whenTheTokenIsVoid_logsInAnewAndSendsItAgain() {
    OpenStackApi api = api();
    probe.answers.add(new Answer(401, Map.of(), ""));

    assertThat(api.send("image", "GET", "/", Map.of(), "").status()).isEqualTo(200);
    assertThat(api.send("image", "GET", "/", Map.of(), "").status()).isEqualTo(200);

    assertThat(probe.requests)
        .extracting(r -> r.headers().getOrDefault("x-auth-token", "none"))
        .containsExactly("none", "token-1", "none", "token-2", "token-2");
  }

  @Test
  void send_whenANewTokenDoesNotHelp_givesTheAnswerBack() {
    probe.answers.add(new Answer(401, Map.of(), ""));
    probe.answers.add(new Answer(401, Map.of(), "still"));

    assertThat(api().send("image", "GET", "/", Map.of(), "").body()).isEqualTo("still");
    assertThat(probe.requests).hasSize(4);
  }

  @Test
  void send_toAServiceThatCameAfterTheLogin_fetchesTheCatalogueAnew() {
    probe.logins.add(new Answer(201, Map.of("x-subject-token", "token-1"), "{}"));
    OpenStackApi api = api();

    assertThat(api.send("image", "GET", "/", Map.of(), "").status()).isEqualTo(200);

    assertThat(probe.requests)
        .extracting(r -> r.headers().getOrDefault("x-auth-token", "none"))
        .containsExactly("none", "none", "token-2");
  }

  @Test
  void login_byWhoKeepsWhatItMade_isOne() {
    probe.keeps = true;

    assertThat(api()).isSameAs(api());

    assertThat(probe.requests).hasSize(1);
  }

  private OpenStackApi api() {
    return OpenStackApi.as(probe, IdentityClaim.of("nova"));
  }

  /** A request as it was sent. */
  private record Request(String what, Map<String, String> headers, String body) {}

  /** Keystone, and services that answer what they are told to. */
  private static final class FakeProbe implements Probe {
    final List<Request> requests = new ArrayList<>();
    final Deque<Answer> logins = new ArrayDeque<>();
    final Deque<Answer> answers = new ArrayDeque<>();
    private final Map<Object, Object> kept = new HashMap<>();
    private boolean keeps;
    private int tokens;

    @Override
    public <T> T kept(Class<T> type, Object key, Supplier<T> first) {
      return keeps ? type.cast(kept.computeIfAbsent(key, any -> first.get())) : first.get();
    }

    @Override
    public Answer upload(
        String service,
        String method,
        int port,
        String path,
        Map<String, String> headers,
        byte[] body) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Answer http(
        String service,
        String method,
        int port,
        String path,
        Map<String, String> headers,
        String body) {
      requests.add(new Request(method + " " + service + ":" + port + path, headers, body));
      if (!service.equals("keystone")) {
        return answers.isEmpty() ? new Answer(200, Map.of(), "") : answers.remove();
      }
      tokens++;
      return logins.isEmpty()
          ? new Answer(201, Map.of("x-subject-token", "token-" + tokens), CATALOGUE)
          : logins.remove();
    }

    @Override
    public Plane plane() {
      return Given.PLANE;
    }

    @Override
    public <B> B binding(Claim<B> claim) {
      return claim.capability().binding().cast(Given.bind(claim));
    }

    @Override
    public String reveal(SecretRef ref) {
      return "pass-word";
    }

    @Override
    public View view() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Member member(String pod) {
      throw new UnsupportedOperationException(pod);
    }

    @Override
    public Map<String, String> record(String name) {
      throw new UnsupportedOperationException(name);
    }
  }
}
