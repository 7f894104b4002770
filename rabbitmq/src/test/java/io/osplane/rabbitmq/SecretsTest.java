package io.osplane.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.osplane.Size;
import io.osplane.spi.Apply;
import io.osplane.spi.SecretTemplate;
import io.osplane.spi.Task;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private final List<Task> tasks =
      Fixture.recipe(Size.TINY, Optional.empty(), RabbitMqSpec.defaults());
  private final PodSpec pod =
      ((StatefulSet) Fixture.task(tasks, "members", Apply.class).objects().get(0))
          .getSpec()
          .getTemplate()
          .getSpec();

  @Test
  void environment_always_comesFromNoSecret() {
    assertThat(pod.getContainers())
        .flatExtracting(Container::getEnv)
        .filteredOn(v -> v.getValueFrom() != null)
        .extracting(EnvVar::getName)
        .containsExactly("POD_NAME");
    assertThat(pod.getContainers()).flatExtracting(Container::getEnvFrom).isEmpty();
    assertThat(pod.getInitContainers()).flatExtracting(Container::getEnv).isEmpty();
  }

  @Test
  void commands_always_nameScriptsOnly() {
    assertThat(pod.getContainers()).flatExtracting(Container::getArgs).isEmpty();
    assertThat(pod.getContainers())
        .flatExtracting(Container::getCommand)
        .containsExactly("bash", "/etc/rabbitmq/start.sh");
  }

  @Test
  void cookie_always_isSeenByTheInitContainerOnly() {
    String volume =
        pod.getVolumes().stream()
            .filter(v -> v.getSecret() != null)
            .map(Volume::getName)
            .findFirst()
            .orElseThrow();

    assertThat(pod.getContainers())
        .flatExtracting(Container::getVolumeMounts)
        .extracting(VolumeMount::getName)
        .doesNotContain(volume);
  }

  @Test
  void references_always_areInTheSecretFileOnly() {
    SecretTemplate file = Fixture.task(tasks, "config", Apply.class).secrets().get(0);

    assertThat(file.sources()).containsExactly("rabbitmq-internal");
    assertThat(tasks)
        .filteredOn(Apply.class::isInstance)
        .flatExtracting(t -> ((Apply) t).objects())
        .allSatisfy(o -> assertThat(Serialization.asYaml(o)).doesNotContain("${secret:"));
  }

  @Test
  void privileges_always_areThoseOfTheVolumeOwnerOnly() {
    assertThat(pod.getContainers())
        .allSatisfy(
            c -> {
              assertThat(c.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
              assertThat(c.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
              assertThat(c.getSecurityContext().getCapabilities().getAdd()).isEmpty();
            });
    assertThat(pod.getInitContainers().get(0).getSecurityContext().getCapabilities().getAdd())
        .containsExactly("CHOWN", "FOWNER", "DAC_OVERRIDE");
  }
}
