package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.osplane.Access;
import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Execution;
import io.osplane.Report;
import io.osplane.error.BusyException;
import io.osplane.error.OperationFailedException;
import io.osplane.error.StalePlanException;
import io.osplane.event.StepStarted;
import io.osplane.plan.Plan;
import io.osplane.service.ApiServiceSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must be true of a deployed cloud, on whatever cluster; each test has one of its own. */
abstract class CloudScenario {
  private static final ComponentName KEYSTONE = ComponentName.of("keystone");
  private World world;
  protected Lab lab;

  abstract World newWorld();

  /** Gets a token as the administrator. */
  void logIn(Access access) {
    assertThat(lab.authenticate(access)).contains("\"roles\"").contains("\"admin\"");
  }

  @BeforeEach
  void open() {
    world = newWorld();
    lab = new Lab(world.admin());
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
    if (world != null) {
      world.close();
    }
  }

  @Test
  void deploy_emptyNamespace_issuesTokens_andDeployingAgainWritesNothing() {
    try (ControlPlane cloud = lab.open()) {
      Plan plan = cloud.deploy(Lab.cloud()).plan();
      assertThat(plan.describe()).contains(lab.namespace()).contains("+ StatefulSet/galera");
      cloud.deploy(Lab.cloud()).apply(plan);

      logIn(cloud.access());
      Lab.assertBecomesHealthy(cloud);
      assertThat(cloud.unfinished()).isEmpty();
      assertThat(cloud.spec()).contains(Lab.cloud());

      Map<String, String> before = lab.versions();
      assertThat(cloud.deploy(Lab.cloud()).plan().steps()).isEmpty();
      cloud.deploy(Lab.cloud()).apply();
      assertThat(lab.versions()).isEqualTo(before);
    }
  }

  @Test
  void edit_oneKeystoneOption_rollsOnlyKeystone_andRunsNoSchemaJob() {
    try (ControlPlane cloud = lab.open()) {
      cloud.deploy(Lab.cloud()).apply();
      List<String> others = lab.podUids("galera");
      List<String> jobs = lab.podUids("keystone-schema");
      List<String> keystones = lab.podUids("keystone-");

      Report report =
          cloud
              .edit(
                  spec ->
                      spec.with(
                          KEYSTONE,
                          k -> ((ApiServiceSpec) k).withOption("token", "expiration", "7200")))
              .apply();

      assertThat(report.plan().steps()).extracting("id").contains("keystone/servers");
      assertThat(lab.podUids("galera")).isEqualTo(others);
      assertThat(lab.podUids("keystone-schema")).isEqualTo(jobs);
      assertThat(lab.podUids("keystone-")).isNotEqualTo(keystones);
      assertThat(lab.authenticate(cloud.access())).contains("expires_at");
      assertThat(cloud.deploy(cloud.spec().orElseThrow()).plan().steps()).isEmpty();
    }
  }

  @Test
  void remove_thenDeployAgain_goesOnWithTheSameData() {
    try (ControlPlane cloud = lab.open()) {
      cloud.deploy(Lab.cloud()).apply();
      String admin = adminId(cloud);
      String password = lab.secret("keystone-admin", "password");

      cloud.remove().apply();
      assertThat(lab.podUids("galera")).isEmpty();
      assertThat(cloud.spec()).isEmpty();

      cloud.deploy(Lab.cloud()).apply();
      assertThat(lab.secret("keystone-admin", "password")).isEqualTo(password);
      assertThat(adminId(cloud)).isEqualTo(admin);
    }
  }

  @Test
  void heal_afterEveryDatabasePodIsGone_startsFromTheData() {
    try (ControlPlane cloud = lab.open()) {
      cloud.deploy(Lab.cloud()).apply();
      String admin = adminId(cloud);

      lab.admin()
          .pods()
          .inNamespace(lab.namespace())
          .withLabel("osplane.io/component", "galera")
          .withGracePeriod(0)
          .delete();
      assertThatThrownBy(() -> cloud.deploy(Lab.cloud()).apply())
          .isInstanceOf(OperationFailedException.class)
          .hasMessageContaining("heal()");

      cloud.heal().apply();

      cloud.deploy(Lab.cloud()).apply();
      Lab.assertBecomesHealthy(cloud);
      assertThat(adminId(cloud)).isEqualTo(admin);
    }
  }

  @Test
  void apply_whileAnotherCallerWorks_namesTheHolder() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    try (ControlPlane one = lab.open();
        ControlPlane two = lab.open()) {
      var listening =
          one.events()
              .on(
                  StepStarted.class,
                  e -> {
                    begun.countDown();
                    await(seen);
                  });
      Execution running = one.deploy(Lab.cloud()).start();
      assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();

      assertThatThrownBy(() -> two.deploy(Lab.cloud()).apply())
          .isInstanceOf(BusyException.class)
          .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
      seen.countDown();
      assertThat(running.await().outcome()).isEqualTo(Report.Outcome.DONE);
      listening.close();
    }
  }

  @Test
  void applyReviewedPlan_afterTheClusterChanged_isRefused() {
    try (ControlPlane cloud = lab.open()) {
      Plan reviewed = cloud.deploy(Lab.cloud()).plan();
      ControlPlaneSpec other = Lab.cloud().with(KEYSTONE, k -> k.withReplicas(1));
      assertThatThrownBy(() -> cloud.deploy(other).apply(reviewed))
          .isInstanceOf(StalePlanException.class);
      assertThat(lab.podUids("")).isEmpty();
    }
  }

  private String adminId(ControlPlane cloud) {
    String body = lab.authenticate(cloud.access());
    int user = body.indexOf("\"user\"");
    return body.substring(user, body.indexOf('}', user));
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(2, TimeUnit.MINUTES)) {
        throw new IllegalStateException("nobody came");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
