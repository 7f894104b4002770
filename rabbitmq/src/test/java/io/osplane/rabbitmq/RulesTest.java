package io.osplane.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.Size;
import io.osplane.error.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void replicas_whenOdd_areFine(int replicas) {
    assertThat(validate(RabbitMqSpec.of(replicas))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, serve nobody",
    "0, serve nobody",
    "2, no more losses than 1",
    "4, no more losses than 3",
    "9, spend more"
  })
  void replicas_whenNotOddOrTooMany_areRefusedWithTheReason(int replicas, String why) {
    assertThat(validate(RabbitMqSpec.of(replicas)))
        .singleElement()
        .satisfies(
            v -> {
              assertThat(v.path()).isEqualTo("replicas");
              assertThat(v.problem()).contains(why);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"1Gi", "10G", "1.5Ti", "5000000000"})
  void storage_whenAQuantity_isFine(String storage) {
    assertThat(validate(RabbitMqSpec.of(3).withStorage(storage))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "much", "10 Gi", "0", "-1Gi", "10GB"})
  void storage_whenNoQuantity_isRefused(String storage) {
    assertThat(validate(RabbitMqSpec.of(3).withStorage(storage)))
        .extracting(Violation::path)
        .containsExactly("storage");
  }

  @ParameterizedTest
  @CsvSource({
    "cluster_name, x",
    "cluster_partition_handling, ignore",
    "cluster_formation.discovery_retry_limit, 1",
    "default_pass, x",
    "loopback_users, none",
    "definitions.import_backend, x",
    "vm_memory_high_watermark.absolute, 1GB",
    "raft.wal_max_size_bytes, 536870912",
    "auth_ldap.dn_lookup_bind.password, x",
    "two words, x",
    "channel_max, 'a\nb'",
    "channel_max, ''"
  })
  void option_whenNotForTheCaller_isRefused(String key, String value) {
    assertThat(validate(RabbitMqSpec.of(3).withOption(key, value)))
        .extracting(Violation::path)
        .containsExactly("options[" + key + "]");
  }

  @Test
  void option_whenFree_isFine() {
    assertThat(validate(RabbitMqSpec.of(3).withOption("channel_max", "2047"))).isEmpty();
  }

  @Test
  void violations_whenSeveral_areSaidAtOnce() {
    assertThat(validate(RabbitMqSpec.of(2).withStorage("x").withOption("heartbeat", "1")))
        .hasSize(3);
  }

  private static List<Violation> validate(RabbitMqSpec spec) {
    return new RabbitMq().validate(spec, Fixture.plane(Size.TINY));
  }
}
