package io.osplane.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.SecretRef;
import io.osplane.Size;
import io.osplane.spi.CacheClaim;
import io.osplane.spi.ComponentSource;
import io.osplane.spi.MessagingClaim;
import io.osplane.spi.Provision;
import io.osplane.spi.Task;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvideTest {
  private final RabbitMq rabbitMq = new RabbitMq();

  @Test
  void binding_whenThreeMembers_namesAllInOrder() {
    MessagingClaim.Binding binding = binding("nova_cell1", 3);

    assertThat(binding.hosts())
        .containsExactly(
            "rabbitmq-0.rabbitmq-nodes", "rabbitmq-1.rabbitmq-nodes", "rabbitmq-2.rabbitmq-nodes");
    assertThat(binding.password()).isEqualTo(SecretRef.of("rabbitmq-nova-cell1", "password"));
    assertThat(binding.transportUrl())
        .startsWith("rabbit://nova_cell1:${secret:rabbitmq-nova-cell1/password@1|url}@rabbitmq-0.")
        .endsWith(":5672/nova_cell1");
  }

  @Test
  void options_whenThreeMembers_useStreams() {
    assertThat(binding("nova", 3).options())
        .containsEntry("rabbit_stream_fanout", "true")
        .containsEntry("rabbit_qos_prefetch_count", "10")
        .containsEntry("rabbit_quorum_queue", "true")
        .doesNotContainKey("heartbeat_in_pthread");
  }

  @Test
  void options_whenOneMember_useNoStreams() {
    assertThat(binding("nova", 1).options())
        .doesNotContainKeys("rabbit_stream_fanout", "rabbit_qos_prefetch_count");
  }

  @Test
  void tasks_always_makeTheSecretBeforeTheAccount() {
    Provision<?> provision = provide("nova_cell1", 3);

    assertThat(provision.tasks())
        .extracting(Task::name)
        .containsExactly("rabbitmq-nova-cell1", "account-nova-cell1");
    assertThat(provision.tasks().get(1).needs().tasks())
        .containsExactly("formation", "rabbitmq-nova-cell1");
  }

  @Test
  void claim_ofALaterEpoch_hasAnotherAccountInTheSameVirtualHost() {
    Provision<MessagingClaim.Binding> second =
        rabbitMq.provide(
            MessagingClaim.of("nova_cell1").withEpoch(2),
            RabbitMqSpec.of(1),
            Fixture.plane(Size.TINY));

    assertThat(second.binding().transportUrl())
        .isEqualTo(
            "rabbit://nova_cell1.2:${secret:rabbitmq-nova-cell1.2/password@2|url}"
                + "@rabbitmq-0.rabbitmq-nodes:5672/nova_cell1");
    assertThat(second.tasks())
        .extracting(Task::name)
        .containsExactly("rabbitmq-nova-cell1.2", "account-nova-cell1.2");
    assertThat(second.retirement()).extracting(Task::name).containsExactly("retire-nova-cell1.2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\">>, halt().", "Nova", "nova cell", "cookie", "internal"})
  void provide_whenTheNameIsNoAccount_isRefused(String name) {
    assertThatThrownBy(() -> provide(name, 3)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void provide_whenAnotherCapability_isRefused() {
    assertThatThrownBy(
            () ->
                rabbitMq.provide(
                    CacheClaim.of("nova"), RabbitMqSpec.of(3), Fixture.plane(Size.TINY)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CACHE");
  }

  @Test
  void component_whenOnTheClassPath_isFound() {
    assertThat(ServiceLoader.load(ComponentSource.class))
        .flatExtracting(ComponentSource::components)
        .hasAtLeastOneElementOfType(RabbitMq.class);
  }

  private MessagingClaim.Binding binding(String name, int members) {
    return (MessagingClaim.Binding) provide(name, members).binding();
  }

  private Provision<?> provide(String name, int members) {
    return rabbitMq.provide(
        MessagingClaim.of(name), RabbitMqSpec.of(members), Fixture.plane(Size.TINY));
  }
}
