package io.osplane.sdn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.osplane.SecretRef;
import io.osplane.plan.Phase;
import io.osplane.spi.Apply;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Manifests;
import io.osplane.spi.MetadataClaim;
import io.osplane.spi.Needs;
import io.osplane.spi.SecretTemplate;
import io.osplane.spi.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {
  @Test
  void recipe_ofARemoval_isEmpty() {
    assertThat(Fixture.recipe(Optional.of(OvnSpec.of(3)), Optional.empty())).isEmpty();
  }

  @Test
  void recipe_ofSomethingNew_expandsOnly() {
    assertThat(Fixture.recipe(Optional.empty(), Optional.of(OvnSpec.of(3))))
        .extracting(Task::phase)
        .containsOnly(Phase.EXPAND);
  }

  @Test
  void recipe_ofFewerMembers_letsThemLeaveBeforeTheyGo() {
    List<Task> tasks = Fixture.recipe(Optional.of(OvnSpec.of(5)), Optional.of(OvnSpec.of(3)));

    assertThat(task(tasks, "leave").phase()).isEqualTo(Phase.CONTRACT);
    assertThat(task(tasks, "members").phase()).isEqualTo(Phase.CONTRACT);
    assertThat(task(tasks, "members").needs().tasks()).contains("leave");
    assertThat(task(tasks, "northd").phase()).isEqualTo(Phase.FOLLOW);
    assertThat(task(tasks, "controllers").phase()).isEqualTo(Phase.FOLLOW);
  }

  @Test
  void recipe_ofAChange_movesNorthdLast() {
    List<Task> tasks =
        Fixture.recipe(
            Optional.of(OvnSpec.of(3)),
            Optional.of(OvnSpec.of(3).withDatapath(Datapath.USERSPACE)));

    assertThat(task(tasks, "northd").needs()).isEqualTo(Needs.tasks("ready", "hosts"));
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "3, 3", "3, 5", "5, 3", "1, 3"})
  void recipe_always_needsOnlyWhatComesNoLater(int before, int after) {
    Optional<OvnSpec> former = Optional.of(before).filter(n -> n > 0).map(OvnSpec::of);
    List<Task> tasks = Fixture.recipe(former, Optional.of(OvnSpec.of(after)));

    for (Task task : tasks) {
      for (String need : task.needs().tasks()) {
        assertThat(task(tasks, need).phase()).isLessThanOrEqualTo(task.phase());
      }
    }
  }

  @Test
  void recipe_whereThereIsANova_letsGuestsAskIt_withTheSecretInASecret() {
    Apply metadata = (Apply) task(fresh(claim -> Fixture.NOVA), "metadata");

    assertThat(metadata.secrets())
        .containsExactly(
            new SecretTemplate(
                "ovn-metadata",
                Map.of(
                    "secrets.ini",
                    "[DEFAULT]\nmetadata_proxy_shared_secret = ${secret:nova-metadata/secret@1}\n")));
    assertThat(metadata.objects()).extracting(HasMetadata::getKind).contains("DaemonSet");
  }

  @Test
  void recipe_whereTheSecretIsRotated_movesTheAgents() {
    SecretRef next = new SecretRef("nova-metadata", "secret", 2);
    MetadataClaim.Binding nova = new MetadataClaim.Binding("nova-metadata", 8775, next);

    assertThat(epochs(fresh(claim -> Fixture.NOVA))).isEqualTo("nova-metadata/secret@1");
    assertThat(epochs(fresh(claim -> nova))).isEqualTo("nova-metadata/secret@2");
  }

  @Test
  void recipe_withoutANova_hasNoMetadataAgents() {
    assertThat(fresh(claim -> null)).extracting(Task::name).doesNotContain("metadata");
  }

  private static String epochs(List<Task> tasks) {
    return ((Apply) task(tasks, "metadata"))
        .objects().stream()
            .filter(DaemonSet.class::isInstance)
            .map(set -> ((DaemonSet) set).getSpec().getTemplate().getMetadata().getAnnotations())
            .map(notes -> notes.get(Manifests.EPOCHS))
            .findFirst()
            .orElse("");
  }

  private static List<Task> fresh(Function<Claim<?>, @Nullable Object> bindings) {
    return new Ovn()
        .recipe(
            new Change<>(
                Fixture.PLANE,
                Optional.empty(),
                Optional.empty(),
                Optional.of(OvnSpec.of(3)),
                bindings));
  }

  private static Task task(List<Task> tasks, String name) {
    return Fixture.task(tasks, name, Task.class);
  }
}
