package io.osplane.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Execution;
import io.osplane.error.OperationFailedException;
import io.osplane.error.OsplaneException;
import io.osplane.event.StepStarted;
import io.osplane.health.Condition;
import io.osplane.health.Status;
import io.osplane.internal.engine.ApiDouble.Reply;
import io.osplane.plan.Plan;
import io.osplane.spi.Apply;
import io.osplane.spi.Needs;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class OtherVerbsTest {
  private static final ControlPlaneSpec SPEC = Given.spec(TestSpec.of("db"));

  @Test
  void heal_whenOnlyTheMessageHasChanged_isNotStale() {
    AtomicInteger looks = new AtomicInteger();
    TestComponent db =
        TestComponent.of("db")
            .recipe(Given.act("a", Needs.none()))
            .probe(
                p -> List.of(Condition.down("Lost", looks.incrementAndGet() + " s ago", "Boot it")))
            .remedies(Given.act("boot", Needs.none()));
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud = Clouds.open(api, db)) {
      assertThat(cloud.deploy(SPEC).apply()).isNotNull();
      Plan plan = cloud.heal().plan();

      assertThat(cloud.heal().apply(plan).plan()).isNotNull();
    }
  }

  @Test
  void heal_whenTheRemedyIsAnObject_appliesIt() {
    Apply remedy =
        Apply.of(
            "again",
            new ConfigMapBuilder().withNewMetadata().withName("mended").endMetadata().build());
    TestComponent db =
        TestComponent.of("db")
            .recipe(Given.act("a", Needs.none()))
            .probe(p -> List.of(Condition.down("Lost", "gone", "Make it")))
            .remedies(remedy);
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud = Clouds.open(api, db)) {
      assertThat(cloud.deploy(SPEC).apply()).isNotNull();

      assertThat(cloud.heal().apply()).isNotNull();

      assertThat(api.stored("/api/v1/namespaces/ns/configmaps/mended")).isPresent();
    }
  }

  @Test
  void health_whenAProbeThrows_isUnknownForThatOneOnly() {
    TestComponent db =
        TestComponent.of("db")
            .recipe(Given.act("a", Needs.none()))
            .probe(
                p -> {
                  throw new IllegalStateException("a defect");
                });
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud = Clouds.open(api, db)) {
      assertThat(cloud.deploy(SPEC).apply()).isNotNull();

      assertThat(cloud.health().status()).isEqualTo(Status.UNKNOWN);
    }
  }

  @Test
  void preflight_whenTheMinorVersionHasAPlus_readsTheNumber() {
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud = Clouds.open(api, TestComponent.of("db"))) {
      api.script(
          r ->
              r.path().equals("/version")
                  ? Optional.of(new Reply(200, "{\"major\":\"1\",\"minor\":\"28+\"}"))
                  : Optional.of(new Reply(200, "{\"status\":{\"allowed\":true}}")));

      assertThat(cloud.preflight(SPEC))
          .filteredOn(c -> c.code().equals("Version"))
          .extracting(Condition::status)
          .containsExactly(Status.DOWN);
    }
  }

  @Test
  void cancel_whileAnotherHoldsIt_endsTheWaiting() {
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud =
            Clouds.open(api, TestComponent.of("db").recipe(Given.act("a", Needs.none())))) {
      api.store(
          Clouds.LEASE,
          "{\"apiVersion\":\"coordination.k8s.io/v1\",\"kind\":\"Lease\",\"spec\":{\"holderIdentity\":\"other\","
              + "\"renewTime\":\"x\"}}");
      Execution execution = cloud.deploy(SPEC).start();

      execution.cancel();

      assertThatExceptionOfType(OperationFailedException.class)
          .isThrownBy(execution::await)
          .withMessageContaining("cancelled");
      assertThat(api.stored(Clouds.LEASE).orElseThrow().at("/spec/holderIdentity").asText())
          .isEqualTo("other");
    }
  }

  @Test
  void abort_whileTheHolderRenews_isRefused() {
    CountDownLatch begun = new CountDownLatch(1);
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud = Clouds.open(api, Given.endless(begun));
        ControlPlane other = Clouds.open(api, Given.endless(begun))) {
      Execution execution = cloud.deploy(SPEC).start();
      Given.await(begun);

      assertThatExceptionOfType(OsplaneException.class).isThrownBy(other::abort);
      execution.cancel();
    }
  }

  @Test
  void close_whileApplyRunsOnTheCallersExecutor_cancelsIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    ExecutorService theirs = Executors.newCachedThreadPool();
    try (ApiDouble api = new ApiDouble()) {
      ControlPlane cloud = Clouds.open(api, theirs, Given.endless(begun));
      Thread caller =
          new Thread(
              () -> assertThat(catchThrowable(() -> cloud.deploy(SPEC).apply())).isNotNull());
      caller.start();
      Given.await(begun);

      cloud.close();
      caller.join(5_000);

      assertThat(caller.isAlive()).isFalse();
    } finally {
      theirs.shutdownNow();
    }
  }

  @Test
  void listener_whenItThrowsAnError_isGuarded() {
    try (ApiDouble api = new ApiDouble();
        ControlPlane cloud =
            Clouds.open(api, TestComponent.of("db").recipe(Given.act("a", Needs.none())))) {
      var subscription =
          cloud
              .events()
              .on(
                  StepStarted.class,
                  e -> {
                    throw new AssertionError("a listener's own");
                  });
      assertThat(subscription).isNotNull();

      assertThat(catchThrowable(() -> cloud.deploy(SPEC).apply())).isNull();
    }
  }
}
