package io.osplane.internal.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.core.transport.HttpRequest.RequestBuilder;
import org.openstack4j.model.common.Payloads;
import org.openstack4j.openstack.identity.v3.domain.KeystoneService;

/** What of a request reaches the server. */
class JdkRequestTest {
  private final FakeCloud cloud = FakeCloud.named("token");

  @AfterEach
  void closeCloud() {
    cloud.close();
  }

  private FakeCloud.Received received(RequestBuilder<?> request) {
    new JdkConnector().execute(request.build());
    return cloud.only();
  }

  private RequestBuilder<Void> request() {
    cloud.on("/x", 200, "{}");
    return cloud.request("/x");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TRACE")
  void method_isSent(HttpMethod method) {
    assertThat(received(request().method(method)).method()).isEqualTo(method.name());
  }

  @Test
  void query_isEncoded_andKeepsEachValue() {
    RequestBuilder<Void> request =
        request().queryParam("name", "a b&c=ü").queryParam("tag", 1).queryParam("tag", 2);
    assertThat(received(request).uri())
        .startsWith("/x?")
        .contains("name=a+b%26c%3D%C3%BC")
        .contains("tag=1&tag=2");
  }

  @Test
  void json_isSentAsItIs() {
    FakeCloud.Received received = received(request().method(HttpMethod.PATCH).json("{\"ü\":1}"));
    assertThat(received.text()).isEqualTo("{\"ü\":1}");
    assertThat(received.headers().get("Content-Type")).containsExactly("application/json");
  }

  @Test
  void entity_isWrittenWithItsRoot() {
    FakeCloud.Received received =
        received(request().methodPost().entity(KeystoneService.builder().name("glance").build()));
    assertThat(received.text().replaceAll("\\s", ""))
        .startsWith("{\"service\":{\"name\":\"glance\"");
  }

  @Test
  void stream_isSentByteByByte_andClosed() {
    byte[] bytes = new byte[100_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    AtomicBoolean closed = new AtomicBoolean();
    ByteArrayInputStream stream =
        new ByteArrayInputStream(bytes) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    FakeCloud.Received received =
        received(
            request()
                .methodPut()
                .entity(Payloads.create(stream))
                .contentType("application/octet-stream"));
    assertThat(received.body()).isEqualTo(ByteBuffer.wrap(bytes));
    assertThat(received.headers().getFirst("Content-Length")).isEqualTo("100000");
    assertThat(received.headers().get("Content-Type")).containsExactly("application/octet-stream");
    assertThat(closed).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"POST", "PUT", "PATCH"})
  void emptyBody_hasALengthAndNoType(HttpMethod method) {
    FakeCloud.Received received = received(request().method(method));
    assertThat(received.headers().getFirst("Content-Length")).isEqualTo("0");
    assertThat(received.headers()).doesNotContainKey("Content-type");
    assertThat(received.text()).isEmpty();
  }

  @Test
  void contentTypeHeader_winsOverTheDefault_inAnyCase() {
    FakeCloud.Received received =
        received(request().methodPost().json("[]").header("content-TYPE", "application/patch"));
    assertThat(received.headers().get("Content-Type")).containsExactly("application/patch");
  }

  @Test
  void header_isSent_butNotTheMarkOfAnAuthentication() {
    FakeCloud.Received received =
        received(request().header("X-Version", 2.11).header("OS4J-Auth-Command", "Tokens"));
    assertThat(received.headers().getFirst("x-version")).isEqualTo("2.11");
    assertThat(received.headers().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("os4j"));
  }

  @Test
  void connection_isNotAskedToUpgrade() {
    assertThat(received(request()).headers()).doesNotContainKeys("Upgrade", "Http2-settings");
  }

  @Test
  void request_isRefusedWithoutTheValue_whenAHeaderIsNotAllowed() {
    RequestBuilder<Void> request = request().header("X-Auth-Token", "secret\nvalue");
    assertThatThrownBy(() -> new JdkConnector().execute(request.build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X-Auth-Token")
        .hasNoCause()
        .message()
        .doesNotContain("secret");
    assertThat(cloud.received()).isEmpty();
  }

  @Test
  void request_isRefusedWithoutTheQuery_whenTheUrlIsNone() {
    RequestBuilder<Void> request = cloud.request("/{x}").queryParam("key", "secret");
    assertThatThrownBy(() -> new JdkConnector().execute(request.build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(cloud.url() + "/{x} is no URL")
        .hasNoCause()
        .message()
        .doesNotContain("secret");
  }

  @Test
  void target_isWithoutUserAndQuery() {
    JdkRequest request =
        JdkRequest.of(
            cloud.request("/x").endpoint("http://me:secret@h:1").queryParam("k", "v").build());
    assertThat(request.target()).isEqualTo("GET http://h:1/x");
  }
}
