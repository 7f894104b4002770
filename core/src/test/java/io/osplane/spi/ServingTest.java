package io.osplane.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.osplane.ComponentName;
import io.osplane.health.Condition;
import io.osplane.health.Status;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServingTest {
  @Test
  void outdated_ofPodsThatStayUntilTheyAreDeleted_countsThoseThatAreOlder_andIsWell() {
    Condition found = outdated("OnDelete", 3, 1).orElseThrow();

    assertThat(found.status()).isEqualTo(Status.HEALTHY);
    assertThat(found.code()).isEqualTo("HostOutdated");
    assertThat(found.message()).isEqualTo("DaemonSet libvirt: 2 of 3 pods are older than it");
    assertThat(found.remedy()).contains("Delete");
  }

  @Test
  void outdated_ofPodsThatAreRolled_saysNothing() {
    assertThat(outdated("RollingUpdate", 3, 1)).isEmpty();
  }

  @Test
  void outdated_whenAllAreNew_orThereIsNoSet_saysNothing() {
    assertThat(outdated("OnDelete", 3, 3)).isEmpty();
    assertThat(Serving.outdated(new Seen(Optional.empty()), "libvirt")).isEmpty();
  }

  private static Optional<Condition> outdated(String strategy, int scheduled, int updated) {
    DaemonSet set =
        new DaemonSetBuilder()
            .withNewSpec()
            .withNewUpdateStrategy()
            .withType(strategy)
            .endUpdateStrategy()
            .endSpec()
            .withNewStatus()
            .withCurrentNumberScheduled(scheduled)
            .withUpdatedNumberScheduled(updated)
            .endStatus()
            .build();
    return Serving.outdated(new Seen(Optional.of(set)), "libvirt");
  }

  private record Seen(Optional<DaemonSet> set) implements View {
    @Override
    public <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
      return set.map(type::cast);
    }

    @Override
    public <T extends HasMetadata> List<T> all(Class<T> type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T extends HasMetadata> List<T> of(Class<T> type, ComponentName component) {
      throw new UnsupportedOperationException();
    }
  }
}
