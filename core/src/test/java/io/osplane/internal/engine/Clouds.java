package io.osplane.internal.engine;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneBuilder;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Control planes on a test's API server. */
final class Clouds {
  static final String LEASE = "/apis/coordination.k8s.io/v1/namespaces/ns/leases/osplane";

  private Clouds() {}

  static ControlPlane open(ApiDouble api, TestComponent... components) {
    return builder(api, components).build();
  }

  static ControlPlane open(ApiDouble api, Executor executor, TestComponent... components) {
    ControlPlaneBuilder builder = builder(api, components);
    builder.executor(executor);
    return builder.build();
  }

  private static ControlPlaneBuilder builder(ApiDouble api, TestComponent... components) {
    ControlPlaneBuilder builder = ControlPlane.builder();
    builder.name("prod").namespace("ns").client(api.client()).patience(Duration.ofSeconds(20));
    for (TestComponent component : components) {
      builder.component(component);
    }
    return builder;
  }
}
