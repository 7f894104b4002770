package io.osplane.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateWaitingBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.osplane.ComponentName;
import io.osplane.spi.Verdict.NotYet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RolloutTest {
  private static final ComponentName NAME = ComponentName.of("keystone");

  @Test
  void verdict_whenAContainerCrashesAgainAndAgain_saysSoAndSeesNoProgress() {
    NotYet waits = verdict("CrashLoopBackOff", 4);
    NotYet runs = verdict("", 5);

    assertThat(waits.why()).contains("keystone-0: CrashLoopBackOff");
    assertThat(runs.progress()).isEqualTo(waits.progress());
  }

  @Test
  void verdict_whenAnImageCannotBePulled_seesNoProgress() {
    assertThat(verdict("ImagePullBackOff", 0).progress())
        .isEqualTo(verdict("ErrImagePull", 0).progress());
  }

  @Test
  void verdict_whenAContainerStartsForTheFirstTime_isProgress() {
    assertThat(verdict("", 0).progress()).isNotEqualTo(verdict("ContainerCreating", 0).progress());
  }

  private static NotYet verdict(String waitsFor, int restarts) {
    Deployment servers =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName("keystone")
            .endMetadata()
            .withNewSpec()
            .withReplicas(1)
            .endSpec()
            .build();
    var status = new PodBuilder().withNewMetadata().withName("keystone-0").endMetadata();
    Pod pod =
        status
            .withNewStatus()
            .addNewContainerStatus()
            .withRestartCount(restarts)
            .withNewState()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build();
    if (!waitsFor.isEmpty()) {
      pod.getStatus()
          .getContainerStatuses()
          .get(0)
          .getState()
          .setWaiting(new ContainerStateWaitingBuilder().withReason(waitsFor).build());
    }
    Verdict verdict = Rollout.verdict(new Seen(servers, pod), NAME, List.of("keystone"));
    return (NotYet) verdict;
  }

  private record Seen(Deployment servers, Pod pod) implements View {
    @Override
    public <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
      return Optional.of(type.cast(servers));
    }

    @Override
    public <T extends HasMetadata> List<T> all(Class<T> type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T extends HasMetadata> List<T> of(Class<T> type, ComponentName component) {
      return List.of(type.cast(pod));
    }
  }
}
