package io.osplane.internal.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openstack4j.api.exceptions.ClientResponseException;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.openstack.identity.v3.domain.KeystoneService;

/** What the caller has of an answer. */
class JdkResponseTest {
  private final FakeCloud cloud = FakeCloud.named("token");

  @AfterEach
  void closeCloud() {
    cloud.close();
  }

  private HttpResponse answer() {
    return new JdkConnector().execute(cloud.request("/x").build());
  }

  @Test
  void header_isFound_inAnyCase() {
    cloud.on(
        "/x",
        exchange -> {
          exchange.getResponseHeaders().add("X-Many", "1");
          exchange.getResponseHeaders().add("X-Many", "2");
          FakeCloud.answer(exchange, 200, "{}");
        });
    HttpResponse answer = answer();
    assertThat(answer.header("x-MANY")).isEqualTo("1, 2");
    assertThat(answer.headers()).containsEntry("x-many", "1, 2");
    assertThat(answer.header("X-None")).isNull();
    assertThat(answer.getContentType()).isEqualTo("application/json");
  }

  @Test
  void body_isReadByteByByte_alsoAfterClose() throws IOException {
    byte[] bytes = {0, -1, 13, 10, -128};
    cloud.on(
        "/x",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    HttpResponse answer = answer();
    answer.close();
    assertThat(answer.getInputStream()).hasBinaryContent(bytes);
  }

  @Test
  void entity_isReadWithoutItsRoot() {
    cloud.on("/x", 200, "{\"service\": {\"name\": \"glance\", \"unheard\": 1}}");
    assertThat(answer().getEntity(KeystoneService.class).getName()).isEqualTo("glance");
  }

  @Test
  void entity_isNull_whenTheBodyIsEmpty() {
    cloud.on("/x", 200, "");
    assertThat((Object) answer().getEntity(Map.class)).isNull();
  }

  @Test
  void redirect_isNotFollowed() {
    cloud.on("/y", 200, "{}");
    cloud.on(
        "/x",
        exchange -> {
          exchange.getResponseHeaders().set("Location", cloud.url() + "/y");
          FakeCloud.answer(exchange, 302, "");
        });
    assertThat(answer().getStatus()).isEqualTo(302);
    assertThat(cloud.received()).hasSize(1);
  }

  @Test
  void entity_isRefusedWithoutTheBody_whenItIsNoJson() {
    cloud.on("/x", 200, "<html>" + FakeCloud.PASSWORD + "</html>");
    HttpResponse answer = answer();
    assertThatThrownBy(() -> answer.getEntity(Map.class))
        .isInstanceOf(ClientResponseException.class)
        .hasMessageContaining("HTTP 200 to GET " + cloud.url() + "/x is no JSON of a java.util.Map")
        .hasMessageContaining("at line 1, column ")
        .hasNoCause()
        .message()
        .doesNotContain(FakeCloud.PASSWORD);
  }

  @Test
  void entity_isRefusedWithoutTheValue_whenOneIsOfAnotherType() {
    cloud.on("/x", 200, "{\"service\": {\"enabled\": \"" + FakeCloud.PASSWORD + "\"}}");
    HttpResponse answer = answer();
    assertThatThrownBy(() -> answer.getEntity(KeystoneService.class))
        .isInstanceOf(ClientResponseException.class)
        .hasNoCause()
        .message()
        .doesNotContain(FakeCloud.PASSWORD);
  }
}
