package io.osplane.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.osplane.ControlPlaneSpec;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.internal.contract.CrashRuns;
import io.osplane.testkit.internal.contract.Trial;
import io.osplane.testkit.internal.contract.Trials;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Each check of the contract finds the toy that breaks it. */
class ContractViolationTest {
  private static String failures(Class<?> contract, String check) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(contract, check))
                .build(),
            listener);
    StringBuilder text = new StringBuilder();
    listener.getSummary().getFailures().forEach(f -> text.append(f.getException()).append('\n'));
    return text.toString();
  }

  /** A cluster on which a hold can be taken, and neither renewed nor let go. */
  private static Trial withoutRelease(ControlPlaneSpec spec) {
    Trial trial =
        new Trials(
                SimulatedCluster::builder,
                List.of(new Store(), new Toy()),
                spec,
                Duration.ofSeconds(60))
            .start();
    trial.cluster().faults().answer(403, 100, "update", "leases");
    return trial;
  }

  @Test
  void render_whenItIsRandom_fails() {
    assertThat(failures(BrokenToys.Unstable.class, "render_twice_givesTheSameBytes"))
        .contains("kind: ConfigMap");
  }

  @Test
  void applyAgain_whenAKeyIsRandom_fails() {
    assertThat(failures(BrokenToys.Restless.class, "apply_again_writesNothing"))
        .contains("osplane-receipts");
  }

  @Test
  void crash_whenAnActionCannotRunAgain_fails() {
    assertThat(failures(BrokenToys.Fragile.class, "apply_afterACrash_comesToTheSameEnd"))
        .contains("it was begun before");
  }

  @Test
  void crash_whenAJobRunsTwice_fails() {
    assertThat(failures(BrokenToys.Repeating.class, "apply_afterACrash_comesToTheSameEnd"))
        .contains("jobs=[jobs, jobs, jobs");
  }

  @Test
  void crash_whenAnOperationIsLeftOpen_fails() {
    ControlPlaneSpec spec =
        ControlPlaneSpec.builder()
            .component(StoreSpec.defaults())
            .component(ToySpec.defaults())
            .build();

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> new CrashRuns(() -> withoutRelease(spec), spec, Set.of()))
        .withMessageContaining("the operation left open");
  }

  @Test
  void change_whenItConcernsAnotherComponent_fails() {
    assertThat(failures(BrokenToys.Spreading.class, "change_ofOneField_touchesOnlyItsOwnComponent"))
        .contains("store/database-bye");
  }

  @Test
  void change_whenNothingChanges_fails() {
    assertThat(
            failures(BrokenToys.Unchanging.class, "change_ofOneField_touchesOnlyItsOwnComponent"))
        .contains("steps of the change");
  }

  @Test
  void remove_whenAnObjectHasNoLabel_fails() {
    assertThat(failures(BrokenToys.Littering.class, "remove_leavesExactlyTheKeepSet"))
        .contains("ConfigMap/litter");
  }

  @Test
  void rights_whenMoreIsNeeded_fails() {
    assertThat(failures(BrokenToys.Greedy.class, "operations_withTheRequiredRole_areAllowed"))
        .contains("horizontalpodautoscalers");
  }

  @Test
  void secrets_whenOneIsSaid_fails() {
    assertThat(failures(BrokenToys.Talkative.class, "secrets_areFoundInSecretsOnly"))
        .contains("texts with a value of a Secret");
  }

  @Test
  void secrets_whenOneIsRecorded_fails() {
    assertThat(failures(BrokenToys.Careless.class, "secrets_areFoundInSecretsOnly"))
        .contains("ConfigMap/osplane-record-toy-notes");
  }
}
