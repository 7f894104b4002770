package io.osplane.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.osplane.SecretRef;
import io.osplane.Size;
import io.osplane.error.NotReadyException;
import io.osplane.spi.Member;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountTest {
  private static final String PASSWORD = "value-of-rabbitmq-nova";
  private static final String NOTHING =
      """
      {"queue_type":"none","hash":"","algorithm":"none","tags":[],"rights":[]}\
      """;

  private final Names names = Names.of(RabbitMqSpec.of(3), Fixture.plane(Size.TINY));
  private final Account account =
      new Account(names, "nova", "nova", SecretRef.of("rabbitmq-nova", "password"));
  private final FakeSite site = new FakeSite();
  private String stored = NOTHING;

  @Test
  void makeSo_whenNothingIsThere_importsAndVerifies() {
    site.members.put("rabbitmq-0", this::importing);

    account.makeSo(site);

    assertThat(stored).contains(PasswordHash.ALGORITHM);
    assertThat(account.isSo(site)).isTrue();
  }

  @Test
  void makeSo_always_givesThePasswordToNobody() {
    site.members.put("rabbitmq-0", this::importing);

    account.makeSo(site);

    assertThat(site.calls)
        .allSatisfy(c -> assertThat(c.command() + c.input()).doesNotContain(PASSWORD))
        .filteredOn(c -> c.command().contains("import_definitions"))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.command())
                  .containsExactly("rabbitmqctl", "-q", "import_definitions", "/dev/stdin");
              assertThat(json(c.input()).at("/vhosts/0/default_queue_type").asText())
                  .isEqualTo("quorum");
            });
  }

  @Test
  void retirement_dropsTheAccountOnly_andIsHarmlessTwice() {
    site.members.put("rabbitmq-0", this::importing);
    account.makeSo(site);
    Retirement retirement = new Retirement(names, "nova");
    assertThat(retirement.isSo(site)).isFalse();

    retirement.makeSo(site);
    retirement.makeSo(site);

    assertThat(retirement.isSo(site)).isTrue();
    assertThat(site.calls)
        .filteredOn(c -> c.command().contains("delete_user"))
        .singleElement()
        .satisfies(
            c ->
                assertThat(c.command())
                    .containsExactly("rabbitmqctl", "-q", "delete_user", "nova"));
  }

  @Test
  void makeSo_whenTheFirstMemberIsGone_asksAnother() {
    site.members.put("rabbitmq-2", this::importing);

    account.makeSo(site);

    assertThat(account.isSo(site)).isTrue();
  }

  @Test
  void makeSo_whenNobodyRuns_fails() {
    assertThatThrownBy(() -> account.makeSo(site))
        .isInstanceOf(NotReadyException.class)
        .hasMessageContainingAll("rabbitmq-0", "rabbitmq-1", "rabbitmq-2");
  }

  @Test
  void makeSo_whenTheBrokerStoresNothing_fails() {
    site.members.put("rabbitmq-0", this::forgetting);

    assertThatThrownBy(() -> account.makeSo(site)).isInstanceOf(NotReadyException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rabbit_quorum_queue | rabbit_classic_queue",
        "rabbit_password_hashing_sha256 | rabbit_password_hashing_md5",
        "\"tags\":[] | \"tags\":[\"administrator\"]",
        "[[\".*\",\".*\",\".*\"]] | [[\".*\",\".*\",\"\"]]",
        "[[\".*\",\".*\",\".*\"]] | []"
      })
  void isSo_whenOneThingDiffers_isFalse(String right, String wrong) {
    String good = stored(PasswordHash.of("secret").value());

    assertThat(Account.isSo(json(good), "secret")).isTrue();
    assertThat(Account.isSo(json(good.replace(right, wrong)), "secret")).isFalse();
    assertThat(Account.isSo(json(good), "another")).isFalse();
  }

  private Member.Result importing(FakeSite.Call call) {
    if (call.command().contains("import_definitions")) {
      stored = stored(json(call.input()).at("/users/0/password_hash").asText());
    }
    if (call.command().contains("delete_user")) {
      stored = NOTHING;
    }
    return forgetting(call);
  }

  private Member.Result forgetting(FakeSite.Call call) {
    return FakeSite.json(stored);
  }

  private static String stored(String hash) {
    return """
    {"queue_type":"rabbit_quorum_queue","hash":"%s",\
    "algorithm":"rabbit_password_hashing_sha256","tags":[],"rights":[[".*",".*",".*"]]}\
    """
        .formatted(hash);
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
