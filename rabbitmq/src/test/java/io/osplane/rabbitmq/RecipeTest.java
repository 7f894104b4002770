package io.osplane.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.osplane.Size;
import io.osplane.plan.Phase;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.Task;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecipeTest {
  private static final RabbitMqSpec THREE = RabbitMqSpec.of(3);

  @Test
  void recipe_whenNew_onlyExpandsAndNeedsOnlyEarlierTasks() {
    List<Task> tasks = Fixture.recipe(Size.TINY, Optional.empty(), THREE);
    Set<String> earlier = new HashSet<>();

    assertThat(tasks)
        .allSatisfy(
            task -> {
              assertThat(task.phase()).isEqualTo(Phase.EXPAND);
              assertThat(earlier).containsAll(task.needs().tasks());
              earlier.add(task.name());
            });
  }

  @Test
  void recipe_whenTheBusGoes_isEmpty() {
    assertThat(Fixture.recipe(Size.TINY, Optional.of(THREE), Optional.empty())).isEmpty();
  }

  @Test
  void recipe_whenItShrinks_membersLeaveBeforeTheSetShrinksAndAfterConsumersMoved() {
    List<Task> tasks = Fixture.recipe(Size.TINY, Optional.of(RabbitMqSpec.of(5)), THREE);
    Task members = Fixture.task(tasks, "members", Task.class);

    assertThat(members.phase()).isEqualTo(Phase.CONTRACT);
    assertThat(members.needs().tasks()).contains("leave");
  }

  @Test
  void recipe_whenItGrows_nobodyLeaves() {
    assertThat(Fixture.recipe(Size.TINY, Optional.of(THREE), RabbitMqSpec.of(5)))
        .extracting(Task::name)
        .doesNotContain("leave");
  }

  @Test
  void set_whenStorageGrows_isUnchanged() {
    assertThat(set(THREE.withStorage("20Gi")).getSpec().getVolumeClaimTemplates())
        .isEqualTo(set(THREE).getSpec().getVolumeClaimTemplates());
  }

  @Test
  void claims_whenStorageIsGiven_askForIt() {
    Apply claims =
        Fixture.task(
            Fixture.recipe(Size.TINY, Optional.empty(), THREE.withStorage("20Gi")),
            "claims",
            Apply.class);

    assertThat(claims.objects())
        .extracting(o -> o.getMetadata().getName())
        .containsExactly("data-rabbitmq-0", "data-rabbitmq-1", "data-rabbitmq-2");
    assertThat(claims.objects())
        .map(PersistentVolumeClaim.class::cast)
        .allSatisfy(
            c ->
                assertThat(c.getSpec().getResources().getRequests())
                    .containsEntry("storage", new Quantity("20Gi")));
  }

  @Test
  void volumes_whenTheyBindOnlyToAPod_areNotWaitedForLong() {
    Await volumes =
        Fixture.task(Fixture.recipe(Size.TINY, Optional.empty(), THREE), "volumes", Await.class);

    assertThat(volumes.grace()).contains(Duration.ofSeconds(5));
  }

  @Test
  void affinity_whenNotTiny_isRequired() {
    assertThat(set(Size.SMALL, THREE).getSpec().getTemplate().getSpec().getAffinity()).isNotNull();
    assertThat(set(Size.TINY, THREE).getSpec().getTemplate().getSpec().getAffinity()).isNull();
  }

  private static StatefulSet set(RabbitMqSpec spec) {
    return set(Size.TINY, spec);
  }

  private static StatefulSet set(Size size, RabbitMqSpec spec) {
    Apply members =
        Fixture.task(Fixture.recipe(size, Optional.empty(), spec), "members", Apply.class);
    return (StatefulSet) members.objects().get(0);
  }
}
