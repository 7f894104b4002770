package io.osplane.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.osplane.ComponentName;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FormerPodsTest {
  private final FormerPods former = new FormerPods(ApiServiceSpec.of("nova", 2).withEpoch(3));

  /** One pod, which is being deleted. */
  private record Seen(Pod pod) implements View {
    @Override
    public <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T extends HasMetadata> List<T> of(Class<T> type, ComponentName component) {
      assertThat(component).isEqualTo(ComponentName.of("nova"));
      return List.of(type.cast(pod));
    }

    @Override
    public <T extends HasMetadata> List<T> all(Class<T> type) {
      throw new UnsupportedOperationException();
    }
  }

  private Verdict judged(String secret, String phase) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("nova-0")
            .withDeletionTimestamp("2026-01-01T00:00:00Z")
            .endMetadata()
            .withNewSpec()
            .addNewVolume()
            .withName("tmp")
            .endVolume()
            .addNewVolume()
            .withName("secret-config")
            .withNewSecret()
            .withSecretName(secret)
            .endSecret()
            .endVolume()
            .endSpec()
            .withNewStatus()
            .withPhase(phase)
            .endStatus()
            .build();
    return former.judge(new Seen(pod));
  }

  @Test
  void verdict_whileAPodOfThatEpochEnds_namesIt() {
    assertThat(judged("nova-config.3", "Running")).isEqualTo(Verdict.notYet("still there: nova-0"));
  }

  @Test
  void verdict_whenAllAreOverOrOfAnotherEpoch_isMet() {
    assertThat(judged("nova-config.3", "Succeeded")).isEqualTo(Verdict.met());
    assertThat(judged("nova-config.4", "Running")).isEqualTo(Verdict.met());
    assertThat(judged("nova-config", "Running")).isEqualTo(Verdict.met());
  }
}
