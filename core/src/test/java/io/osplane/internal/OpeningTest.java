package io.osplane.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.osplane.ControlPlane;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningTest {
  private static final String USABLE =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
      users: [{name: u, user: {token: a-secret-token}}]
      contexts: [{name: x, context: {cluster: c, user: u}}]
      current-context: x
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "users:\n- name: u\n  user:\n    token: a-secret-token: [\n",
        "users: [{name: u, user: {token: [a-secret-token]}}]",
        "a-secret-token"
      })
  void open_whenTheKubeconfigIsMalformed_repeatsNothingOfIt(String kubeconfig) {
    Throwable refusal =
        catchThrowable(() -> ControlPlane.builder().name("prod").kubeconfig(kubeconfig).build());

    StringWriter trace = new StringWriter();
    refusal.printStackTrace(new PrintWriter(trace));
    assertThat(refusal).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("YAML");
    assertThat(trace.toString()).doesNotContain("a-secret-token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "apiVersion: v1\nkind: Config\ncurrent-context: nowhere\n"})
  void open_whenTheKubeconfigHasNoCurrentContext_saysSo(String kubeconfig) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ControlPlane.builder().name("prod").kubeconfig(kubeconfig).build())
        .withMessageContaining("current context");
  }

  @Test
  void open_whenTheServerIsNoUrl_saysWhatIsWrongWithIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ControlPlane.builder()
                    .name("prod")
                    .kubeconfig(USABLE.replace("http://127.0.0.1:1", "h h:::"))
                    .build())
        .withMessageContaining("h h:::");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-5M"})
  void open_whenThePatienceIsNotAboveZero_isRefused_andSaysWhatWouldBeRight(Duration patience) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ControlPlane.builder().name("prod").kubeconfig(USABLE).patience(patience).build())
        .withMessage(
            "a patience of %s waits for nothing: use a duration above zero, such as PT5M",
            patience);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Prod", "a/../b", "a b", "-a", "a-", "a.b", "\n"})
  void open_whenTheNamespaceIsNoName_isRefused(String namespace) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ControlPlane.builder().name("prod").namespace(namespace).kubeconfig(USABLE).build())
        .withMessageContaining("namespace");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Prod", "prod_1"})
  void open_whenTheNameIsNone_saysWhoseItIs(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ControlPlane.builder().name(name).kubeconfig(USABLE).build())
        .withMessageContaining("control plane");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1-a", "kube-system"})
  void open_whenTheNamespaceIsAName_opensIt(String namespace) {
    try (ControlPlane cloud =
        ControlPlane.builder().name("prod").namespace(namespace).kubeconfig(USABLE).build()) {
      assertThat(cloud.events()).isNotNull();
    }
  }
}
