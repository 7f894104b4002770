package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.osplane.real.ClusterChoice.Named;
import io.osplane.real.ClusterChoice.None;
import io.osplane.real.ClusterChoice.Started;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterChoiceTest {
  private static final List<String> IMAGES =
      List.of(
          "osp/openstack:latest",
          "rancher/k3s:v1.35.1-k3s1",
          "osp/galera:latest",
          "rancher/k3s:v1.36.0-k3s1",
          "postgres:17");

  @Test
  void kubeconfig_whenThere_goesBeforeDocker() {
    assertThat(ClusterChoice.of(Optional.of("/a/config"), Optional.of(IMAGES)))
        .isEqualTo(new Named("/a/config"));
  }

  @Test
  void k3s_whenDockerHasIt_isStartedWithTheKit() {
    assertThat(ClusterChoice.of(Optional.empty(), Optional.of(IMAGES)))
        .isEqualTo(
            new Started(
                "rancher/k3s:v1.36.0-k3s1", List.of("osp/galera:latest", "osp/openstack:latest")));
  }

  @Test
  void k3s_whenTheKitIsMissing_isStartedWithoutIt() {
    assertThat(ClusterChoice.of(Optional.empty(), Optional.of(List.of("rancher/k3s:v1"))))
        .isEqualTo(new Started("rancher/k3s:v1", List.of()));
  }

  @Test
  void none_whenDockerHasNoK3s_saysSo() {
    assertThat(ClusterChoice.of(Optional.empty(), Optional.of(List.of("rancher/k3s-upgrade:v1"))))
        .isEqualTo(new None("KUBECONFIG names no cluster, and Docker has no image rancher/k3s"));
  }

  @Test
  void none_whenThereIsNoDocker_saysSo() {
    assertThat(ClusterChoice.of(Optional.empty(), Optional.empty()))
        .isEqualTo(new None("KUBECONFIG names no cluster, and Docker is not to be reached"));
  }
}
