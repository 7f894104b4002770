package io.osplane.internal.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.exceptions.AuthenticationException;
import org.openstack4j.api.exceptions.ServerResponseException;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.internal.HttpExecutor;
import org.openstack4j.model.common.ActionResponse;
import org.openstack4j.model.identity.v3.Service;

/** Openstack4j's client over the connector. */
class JdkConnectorTest {
  private static final String SERVICES = "{\"services\": [{\"id\": \"s1\", \"type\": \"image\"}]}";

  private final FakeCloud cloud = FakeCloud.named("token");

  @AfterEach
  void closeCloud() {
    cloud.close();
  }

  @Test
  void connector_isTheOneThatOpenstack4jFinds() {
    assertThat(HttpExecutor.create().getExecutorName())
        .isEqualTo(new JdkConnector().getExecutorDisplayName());
  }

  @Test
  void token_isThatOfTheHeader_whenAuthenticated() {
    assertThat(cloud.authenticate().getToken().getId()).isEqualTo("token-1");
  }

  @Test
  void services_areListedWithTheToken() {
    cloud.on("/v3/services", 200, SERVICES);
    assertThat(cloud.authenticate().identity().serviceEndpoints().list())
        .extracting(Service::getType)
        .containsExactly("image");
    assertThat(cloud.only().token()).isEqualTo("token-1");
  }

  @Test
  void service_isNull_whenNotFound() {
    cloud.on("/v3/services/x", 404, "{\"error\": {\"code\": 404, \"message\": \"no x\"}}");
    assertThat(cloud.authenticate().identity().serviceEndpoints().get("x")).isNull();
    assertThat(cloud.received()).hasSize(1);
  }

  @Test
  void call_throwsServerResponse_whenTheServerFails() {
    cloud.on("/v3/services", 500, "{\"error\": {\"code\": 500, \"message\": \"broken\"}}");
    OSClientV3 client = cloud.authenticate();
    assertThatThrownBy(() -> client.identity().serviceEndpoints().list())
        .isInstanceOfSatisfying(
            ServerResponseException.class, e -> assertThat(e.getStatus()).isEqualTo(500))
        .hasMessage("HTTP 500 to GET " + cloud.url() + "/v3/services");
    assertThat(cloud.received()).hasSize(1);
  }

  @Test
  void action_carriesTheFault_whenRefused() {
    cloud.on("/v3/services/x", 409, "{\"error\": {\"code\": 409, \"message\": \"in use\"}}");
    ActionResponse answer = cloud.authenticate().identity().serviceEndpoints().delete("x");
    assertThat(answer.getCode()).isEqualTo(409);
    assertThat(answer.getFault()).isEqualTo("in use");
  }

  @Test
  void action_succeeds_whenTheAnswerIsEmpty() {
    cloud.on("/v3/services/x", 204, "");
    assertThat(cloud.authenticate().identity().serviceEndpoints().delete("x").isSuccess()).isTrue();
  }

  @Test
  void token_isRenewed_whenExpired() {
    expireTokensBefore(2, SERVICES);
    OSClientV3 client = cloud.authenticate();
    assertThat(client.identity().serviceEndpoints().list()).hasSize(1);
    assertThat(client.getToken().getId()).isEqualTo("token-2");
    assertThat(cloud.received())
        .extracting(FakeCloud.Received::token)
        .containsExactly("token-1", "token-2");
  }

  @Test
  void token_isRenewedOnce_whenTheNewOneIsRefusedToo() {
    expireTokensBefore(9, SERVICES);
    OSClientV3 client = cloud.authenticate();
    assertThatThrownBy(() -> client.identity().serviceEndpoints().list())
        .isInstanceOf(AuthenticationException.class);
    assertThat(cloud.tokensIssued()).isEqualTo(2);
    assertThat(cloud.received()).hasSize(2);
  }

  @Test
  void request_isSentAgainWhole_whenTheTokenIsRenewed() {
    expireTokensBefore(2, "{\"service\": {\"name\": \"glance\"}}");
    OSClientV3 client = cloud.authenticate();
    client.identity().serviceEndpoints().create("image", "glance", "Images", true);
    assertThat(cloud.received())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.text()).contains("\"glance\""));
  }

  @Test
  void answer_isReturned_whenTheRefusedTokenIsAnotherSessions() {
    cloud.on("/raw", 401, "");
    cloud.authenticate();
    try (FakeCloud other = FakeCloud.named("other")) {
      other.authenticate();
      HttpResponse answer =
          new JdkConnector()
              .execute(cloud.request("/raw").header("X-Auth-Token", "token-1").build());
      assertThat(answer.getStatus()).isEqualTo(401);
      assertThat(other.tokensIssued()).isEqualTo(1);
    }
    assertThat(cloud.received()).hasSize(1);
  }

  private void expireTokensBefore(int first, String answer) {
    cloud.on(
        "/v3/services",
        exchange -> {
          String token = exchange.getRequestHeaders().getFirst("X-Auth-Token");
          boolean valid = Integer.parseInt(token.substring("token-".length())) >= first;
          FakeCloud.answer(exchange, valid ? 200 : 401, valid ? answer : "");
        });
  }
}
