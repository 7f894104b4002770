package io.osplane.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
  /** Stored by RabbitMQ 4.0.5, which then let the account log in. */
  private static final PasswordHash STORED =
      new PasswordHash("4sVXpW1027olOmZk4WItx/CW1UDQb2q1Td2lXHBzZOIYM17s");

  @Test
  void matches_whenTheBrokerStoredIt_knowsThePassword() {
    assertThat(STORED.matches("NovaSECRETpassword0123456789abcd")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NovaSECRETpassword0123456789abcD", "x"})
  void matches_whenAnotherPassword_isFalse(String other) {
    assertThat(STORED.matches(other)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4sVXpQ=="})
  void matches_whenNothingIsStored_isFalse(String stored) {
    assertThat(new PasswordHash(stored).matches("")).isFalse();
  }

  @Test
  void of_whenCalledTwice_saltsDifferentlyAndMatches() {
    PasswordHash one = PasswordHash.of("secret");
    PasswordHash other = PasswordHash.of("secret");

    assertThat(one).isNotEqualTo(other);
    assertThat(one.matches("secret")).isTrue();
    assertThat(Base64.getDecoder().decode(other.value())).hasSize(36);
  }
}
