package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.osplane.ControlPlane;
import io.osplane.Execution;
import io.osplane.error.ForbiddenException;
import io.osplane.error.LeaseLostException;
import io.osplane.error.OperationFailedException;
import io.osplane.error.OsplaneException;
import io.osplane.event.StepFinished;
import io.osplane.event.StepStarted;
import io.osplane.real.Relay.Request;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An API server that ails while a cloud is deployed. */
abstract class ServerFaults extends FaultScenario {

  @Test
  void deploy_everySeventhRequestIsTooManyAndEveryEleventhFails_completes() {
    relay.script(
        r ->
            r.number() % 7 == 0
                ? Fault.TOO_MANY
                : r.number() % 11 == 0 ? Fault.status(500, "InternalError") : Fault.NONE);
    try (ControlPlane cloud = steadyOver(relay)) {
      cloud.deploy(Lab.cloud()).apply();
      assertThat(relay.struck()).isGreaterThan(10);
      relay.script(r -> Fault.NONE);
      assertWhole(cloud);
    }
  }

  /** What needs the database begins when clients reach it, not when it has an account for them. */
  @Test
  void deploy_theProxiesOfTheDatabaseComeLate_completes() {
    AtomicInteger writes = new AtomicInteger();
    relay.script(
        r ->
            r.isWrite()
                    && r.path().contains("/deployments/galera-proxy")
                    && writes.incrementAndGet() <= 5
                ? Fault.TOO_MANY
                : Fault.NONE);
    try (ControlPlane cloud = steadyOver(relay)) {
      cloud.deploy(Lab.cloud()).apply();
      assertThat(relay.struck()).isEqualTo(5);
      assertWhole(cloud);
    }
  }

  @Test
  void deploy_serverSilentInTheMiddle_completes_ifNeedBeWithOneMoreApply() {
    CountDownLatch released = new CountDownLatch(1);
    try (ControlPlane cloud = over(relay)) {
      at(
          cloud,
          "keystone/config",
          () -> {
            relay.script(r -> Fault.hang(released));
            CompletableFuture.delayedExecutor(world.outage().toMillis(), TimeUnit.MILLISECONDS)
                .execute(
                    () -> {
                      relay.script(r -> Fault.NONE);
                      released.countDown();
                    });
          });
      deployOrAgain(cloud, () -> {});
      assertThat(relay.struck()).isPositive();
      assertWhole(cloud);
    }
  }

  @Test
  void deploy_watchesDroppedAtEveryStep_completes() {
    AtomicInteger dropped = new AtomicInteger();
    try (ControlPlane cloud = steadyOver(relay)) {
      cloud.events().on(StepStarted.class, e -> dropped.addAndGet(relay.dropWatches()));
      cloud.events().on(StepFinished.class, e -> dropped.addAndGet(relay.dropWatches()));
      cloud.deploy(Lab.cloud()).apply();
      assertThat(dropped).hasValueGreaterThan(14);
      assertWhole(cloud);
    }
  }

  @Test
  void deploy_firstAnswerToEachWriteIsLost_completes() {
    Set<String> lost = ConcurrentHashMap.newKeySet();
    relay.script(
        r -> r.isWrite() && lost.add(r.method() + " " + r.path()) ? Fault.LOSE_ANSWER : Fault.NONE);
    try (ControlPlane cloud = steadyOver(relay)) {
      cloud.deploy(Lab.cloud()).apply();
      assertThat(relay.struck()).isEqualTo(lost.size()).isGreaterThan(30);
      assertWhole(cloud);
    }
  }

  @Test
  void deploy_connectionsCutBeforeTheServer_completes() {
    relay.script(r -> r.number() % 9 == 0 ? Fault.CUT : Fault.NONE);
    try (ControlPlane cloud = steadyOver(relay)) {
      cloud.deploy(Lab.cloud()).apply();
      assertThat(relay.struck()).isGreaterThan(10);
      relay.script(r -> Fault.NONE);
      assertWhole(cloud);
    }
  }

  @Test
  void deploy_tokenExpiresInTheMiddle_saysSo_andGoesOnWithANewOne() {
    String token = lab.token();
    try (ControlPlane cloud = lab.builder(relay.url(), token).build()) {
      Fault expired = Fault.status(401, "Unauthorized");
      at(
          cloud,
          "keystone/config",
          () -> relay.script(r -> r.token().equals(token) ? expired : Fault.NONE));
      assertThat(failure(cloud, Lab.cloud()))
          .hasCauseInstanceOf(ForbiddenException.class)
          .hasMessageContaining("401")
          .hasMessageContaining("Renew the token");
      assertThat(relay.struck()).isPositive();
    }
    world.expireHold(lab.namespace());
    try (ControlPlane cloud = over(relay)) {
      assertThat(cloud.unfinished()).isPresent();
      cloud.deploy(Lab.cloud()).apply();
      assertWhole(cloud);
    }
  }

  @Test
  void deploy_stalledBeyondItsTermAndTakenOver_isRefused_andWritesNothingMore() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch stalled = new CountDownLatch(1);
    try (Relay other = new Relay(lab.server());
        ControlPlane first = over(relay);
        ControlPlane second = over(other)) {
      at(
          first,
          "keystone/config",
          () -> {
            relay.script(r -> Fault.hang(released));
            stalled.countDown();
          });
      Execution running = first.deploy(Lab.cloud()).start();
      assertThat(stalled.await(2, TimeUnit.MINUTES)).isTrue();
      second.deploy(Lab.cloud()).apply();

      Map<String, String> taken = lab.generations();
      List<Request> written = writes();
      released.countDown();
      OsplaneException refused =
          catchThrowableOfType(OperationFailedException.class, running::await);
      assertThat(refused)
          .hasCauseInstanceOf(LeaseLostException.class)
          .hasMessageContaining("hold on control plane " + lab.namespace() + " was lost");
      assertThat(writes()).isEqualTo(written);
      assertThat(lab.generations()).isEqualTo(taken);
      assertThat(relay.struck()).isPositive();
      assertWhole(second);
    }
  }

  /** What the relay handed on of the first caller's writes, renewals aside. */
  private List<Request> writes() {
    return relay.passed().stream()
        .filter(Request::isWrite)
        .filter(r -> !r.path().contains("/leases/"))
        .toList();
  }
}
