package io.osplane.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.error.OperationFailedException;
import io.osplane.error.OsplaneException;
import io.osplane.event.StepStarted;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A cloud of its own for each test, deployed over a {@link Relay} or two. */
abstract class FaultScenario {
  static final ComponentName KEYSTONE = ComponentName.of("keystone");
  World world;
  Lab lab;
  Relay relay;

  abstract World newWorld();

  @BeforeEach
  void open() {
    world = newWorld();
    lab = new Lab(world.admin());
    relay = new Relay(lab.server());
  }

  @AfterEach
  void close() {
    for (AutoCloseable part : Arrays.asList(relay, lab, world)) {
      try {
        if (part != null) {
          part.close();
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The control plane over a relay. */
  final ControlPlane over(Relay way) {
    return lab.builder(way.url(), lab.token()).build();
  }

  /** The same, of which no request hangs: a machine under load does not take its hold away. */
  final ControlPlane steadyOver(Relay way) {
    return world.timed(lab.builder(way.url(), lab.token())).build();
  }

  /** Does something once, as a step begins and before anything of it is done. */
  static void at(ControlPlane cloud, String step, Runnable action) {
    cloud
        .events()
        .on(
            StepStarted.class,
            started -> {
              if (started.step().id().equals(step)) {
                action.run();
              }
            });
  }

  /** Deploys, and returns how that failed. */
  static OsplaneException failure(ControlPlane cloud, ControlPlaneSpec spec) {
    OsplaneException failed =
        catchThrowableOfType(OsplaneException.class, () -> cloud.deploy(spec).apply());
    assertThat(failed).as("the deployment fails").isNotNull();
    assertThat(failed.remedy()).doesNotContain("defect of Osplane");
    return failed;
  }

  /** Deploys the cloud; if it fails, it says what to do, and doing it again completes it. */
  static void deployOrAgain(ControlPlane cloud, Runnable beforeAgain) {
    try {
      cloud.deploy(Lab.cloud()).apply();
    } catch (OperationFailedException e) {
      assertThat(e.remedy()).contains("pply again");
      beforeAgain.run();
      cloud.deploy(Lab.cloud()).apply();
    }
  }

  /** Fails unless the cloud is whole: it issues tokens, and there is nothing left to do. */
  final void assertWhole(ControlPlane cloud) {
    assertThat(lab.authenticate(cloud.access())).contains("\"roles\"").contains("\"admin\"");
    assertThat(cloud.unfinished()).isEmpty();
    assertThat(cloud.deploy(Lab.cloud()).plan().steps()).isEmpty();
  }
}
