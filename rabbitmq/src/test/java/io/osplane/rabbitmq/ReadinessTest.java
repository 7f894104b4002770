package io.osplane.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.osplane.ComponentName;
import io.osplane.Size;
import io.osplane.spi.Verdict;
import io.osplane.spi.View;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadinessTest {
  private final Names names = Names.of(RabbitMqSpec.of(3), Fixture.plane(Size.TINY));
  private final Map<String, HasMetadata> objects = new HashMap<>();
  private final View view =
      new View() {
        @Override
        public <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
          return Optional.ofNullable(objects.get(type.getSimpleName() + name)).map(type::cast);
        }

        @Override
        public <T extends HasMetadata> List<T> all(Class<T> type) {
          throw new UnsupportedOperationException();
        }

        @Override
        public <T extends HasMetadata> List<T> of(Class<T> type, ComponentName component) {
          throw new UnsupportedOperationException();
        }
      };

  @Test
  void ready_whenAllPodsServeTheRevision_isMet() {
    set(2, 2);
    names.pods().forEach(pod -> pod(pod, "new", "True"));

    assertThat(Readiness.ready(names, view)).isEqualTo(Verdict.met());
  }

  @Test
  void ready_whenNothingIsThere_isNotYet() {
    assertThat(Readiness.ready(names, view)).isInstanceOf(Verdict.NotYet.class);
  }

  @Test
  void ready_whenTheSetWasNotObserved_isNotYet() {
    set(3, 2);
    names.pods().forEach(pod -> pod(pod, "new", "True"));

    assertThat(Readiness.ready(names, view)).isInstanceOf(Verdict.NotYet.class);
  }

  @Test
  void ready_whenPodsAreOldOrNotReadyOrMissing_namesThem() {
    set(2, 2);
    pod("rabbitmq-0", "old", "True");
    pod("rabbitmq-1", "new", "False");

    assertThat(Readiness.ready(names, view))
        .isEqualTo(Verdict.notYet("not ready: rabbitmq-0, rabbitmq-1, rabbitmq-2", 0, 3));
  }

  @Test
  void bound_whenOneClaimWaits_namesIt() {
    claim("data-rabbitmq-0", "Bound");
    claim("data-rabbitmq-1", "Pending");
    claim("data-rabbitmq-2", "Bound");

    assertThat(Readiness.bound(names, view))
        .isEqualTo(Verdict.notYet("no volume yet for data-rabbitmq-1"));
  }

  @Test
  void bound_whenAllAreBound_isMet() {
    names.claims().forEach(claim -> claim(claim, "Bound"));

    assertThat(Readiness.bound(names, view)).isEqualTo(Verdict.met());
  }

  private void set(long generation, long observed) {
    put(
        new StatefulSetBuilder()
            .withNewMetadata()
            .withName("rabbitmq")
            .withGeneration(generation)
            .endMetadata()
            .withNewStatus()
            .withObservedGeneration(observed)
            .withUpdateRevision("new")
            .endStatus()
            .build());
  }

  private void pod(String name, String revision, String ready) {
    put(
        new PodBuilder()
            .withNewMetadata()
            .withName(name)
            .addToLabels("controller-revision-hash", revision)
            .endMetadata()
            .withNewStatus()
            .addNewCondition()
            .withType("Ready")
            .withStatus(ready)
            .endCondition()
            .endStatus()
            .build());
  }

  private void claim(String name, String phase) {
    put(
        new PersistentVolumeClaimBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewStatus()
            .withPhase(phase)
            .endStatus()
            .build());
  }

  private void put(HasMetadata object) {
    objects.put(object.getKind() + object.getMetadata().getName(), object);
  }
}
