package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.ControlPlane;
import io.osplane.Operation;
import io.osplane.error.RefusedException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AfterCloseTest {
  private final ApiDouble api = new ApiDouble();
  private final ControlPlane cloud =
      ControlPlane.builder()
          .name("prod")
          .namespace("ns")
          .kubeconfig(kubeconfig(api.url()))
          .component(TestComponent.of("db"))
          .build();
  private final Operation earlier = cloud.deploy(Given.spec(TestSpec.of("db")));

  private static String kubeconfig(String server) {
    return """
        clusters: [{name: c, cluster: {server: "%s"}}]
        users: [{name: u, user: {token: t}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """
        .formatted(server);
  }

  @BeforeEach
  void close() {
    cloud.close();
  }

  @AfterEach
  void closeApi() {
    api.close();
  }

  private Map<String, ThrowingCallable> calls() {
    Map<String, ThrowingCallable> calls = new TreeMap<>();
    calls.put("plan", earlier::plan);
    calls.put("apply", earlier::apply);
    calls.put("start", () -> earlier.start().await());
    calls.put("heal", () -> cloud.heal().apply());
    calls.put("remove", () -> cloud.remove().apply());
    calls.put("health", cloud::health);
    calls.put("access", cloud::access);
    calls.put("spec", cloud::spec);
    calls.put("unfinished", cloud::unfinished);
    calls.put("abort", cloud::abort);
    calls.put("preflight", () -> cloud.preflight(Given.spec(TestSpec.of("db"))));
    return calls;
  }

  static Stream<String> names() {
    return Stream.of(
        "plan",
        "apply",
        "start",
        "heal",
        "remove",
        "health",
        "access",
        "spec",
        "unfinished",
        "abort",
        "preflight");
  }

  @ParameterizedTest
  @MethodSource("names")
  void call_afterClose_isRefusedAsClosed(String name) {
    assertThatThrownBy(calls().get(name))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void close_again_isHarmless() {
    cloud.close();

    assertThat(cloud.render(Given.spec(TestSpec.of("db")))).isEmpty();
  }
}
