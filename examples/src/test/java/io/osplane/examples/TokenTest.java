package io.osplane.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenTest {
  @Test
  void issue_asksByPasswordForTheProject_andTellsTheEnd() throws Exception {
    try (FakeIdentity keystone = FakeIdentity.answering(201)) {
      Token token = Token.issue(keystone.url(), Map.of(), FakeControlPlane.ACCESS, "a\"b");
      assertThat(token.expiresAt()).isEqualTo(FakeIdentity.EXPIRES);
      JsonNode sent = new ObjectMapper().readTree(keystone.requests().get(0));
      assertThat(sent.at("/auth/identity/methods/0").asText()).isEqualTo("password");
      assertThat(sent.at("/auth/identity/password/user/password").asText()).isEqualTo("a\"b");
      assertThat(sent.at("/auth/identity/password/user/domain/name").asText()).isEqualTo("Default");
      assertThat(sent.at("/auth/scope/project/name").asText()).isEqualTo("admin");
    }
  }
}
