package io.osplane.benchmarks.micro;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.openstack.OpenStack;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A whole spec to the YAML of its objects. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class Rendering {
  private static final String NOWHERE =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: none, cluster: {server: "http://127.0.0.1:1"}}]
      users: [{name: none, user: {token: none}}]
      contexts: [{name: none, context: {cluster: none, user: none}}]
      current-context: none
      """;

  /** How many members the clusters have. */
  @Param({"3", "7"})
  public int members;

  private ControlPlaneSpec spec = ControlPlaneSpec.builder().build();
  private ControlPlane cloud = open();

  private static ControlPlane open() {
    return ControlPlane.builder().name("micro").kubeconfig(NOWHERE).build();
  }

  /** No cluster is asked when something is rendered. */
  @Setup
  public void make() {
    spec = OpenStack.identity(members).build();
  }

  @TearDown
  public void close() {
    cloud.close();
  }

  @Benchmark
  public String render() {
    return cloud.render(spec);
  }
}
