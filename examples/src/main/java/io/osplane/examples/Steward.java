package io.osplane.examples;

import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Execution;
import io.osplane.Operation;
import io.osplane.error.InvalidSpecException;
import io.osplane.error.OsplaneException;
import io.osplane.health.Condition;
import io.osplane.health.HealthReport;
import io.osplane.health.Status;
import io.osplane.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after one control plane until it is stopped: deploys its spec once, and heals what is down
 * where a remedy is known. Two of them do no harm: only one at a time works on a control plane.
 */
public final class Steward {
  private static final Logger LOG = LoggerFactory.getLogger(Steward.class);
  private static final Duration GRACE = Duration.ofSeconds(45);

  private final ControlPlane cloud;
  private final ControlPlaneSpec spec;
  private final Duration interval;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Optional<Execution> running = Optional.empty();
  private boolean isDeployed;
  private String lastHealth = "";

  /** Runs until SIGTERM; the exit code is 1 for a spec that cannot be deployed, 2 for bad use. */
  public static void main(String[] words) throws InterruptedException {
    try {
      StewardSettings settings = StewardSettings.parse(List.of(words), System.getenv());
      try (ControlPlane cloud = settings.open()) {
        if (settings.isRolesOnly()) {
          System.out.print(cloud.requiredRoles(settings.spec()).role());
        } else {
          runUntilTerminated(new Steward(cloud, settings.spec(), settings.interval()));
        }
      }
    } catch (UsageException e) {
      System.err.println("steward: " + e.getMessage());
      System.err.print(StewardSettings.USAGE);
      System.exit(2);
    } catch (UnreadableException e) {
      System.err.println("steward: " + e.getMessage());
      System.exit(2);
    } catch (OsplaneException e) {
      System.err.println("steward: " + e.getMessage());
      System.exit(1);
    }
  }

  /** The virtual machine ends when its hooks have, so the hook waits for what runs. */
  private static void runUntilTerminated(Steward steward) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              steward.stop();
              await(ended);
            },
            "steward-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      steward.run();
    } finally {
      ended.countDown();
    }
  }

  private static void await(CountDownLatch ended) {
    try {
      if (!ended.await(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("a task did not end in {} s; its operation is left unfinished", GRACE.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Steward(ControlPlane cloud, ControlPlaneSpec spec, Duration interval) {
    this.cloud = cloud;
    this.spec = spec;
    this.interval = interval;
  }

  /**
   * Works until {@link #stop()}.
   *
   * @throws InvalidSpecException with every violation of the spec: no other round could mend it
   */
  void run() throws InterruptedException {
    do {
      round();
    } while (!stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    LOG.info("stopped");
  }

  /** What can be deployed or healed another time is only told: the next round tries again. */
  void round() {
    if (!isDeployed) {
      attempt(this::deploy);
    }
    attempt(this::look);
  }

  private void attempt(Runnable part) {
    if (stopped.getCount() == 0) {
      return;
    }
    try {
      part.run();
    } catch (InvalidSpecException e) {
      throw e;
    } catch (OsplaneException e) {
      LOG.warn("{} → {}", e.problem(), e.remedy());
    }
  }

  private void deploy() {
    carryOut(cloud.deploy(spec));
    isDeployed = true;
  }

  private void look() {
    HealthReport health = cloud.health();
    if (!health.describe().equals(lastHealth)) {
      lastHealth = health.describe();
      LOG.info("health is {}\n{}", health.status(), lastHealth);
    }
    if (health.status() == Status.DOWN) {
      heal(health);
    }
  }

  private void heal(HealthReport health) {
    Operation heal = cloud.heal();
    Plan plan = heal.plan();
    if (plan.isEmpty()) {
      LOG.warn("no remedy is known for {}: a person must look", down(health));
    } else {
      LOG.info("healing {}", down(health));
      carryOut(heal);
    }
  }

  private static List<String> down(HealthReport health) {
    return health.conditions().values().stream()
        .flatMap(List::stream)
        .filter(c -> c.status() == Status.DOWN)
        .map(Condition::code)
        .toList();
  }

  /** In the background, so that {@link #stop()} can cancel it. */
  private void carryOut(Operation operation) {
    Optional<Execution> begun = begin(operation);
    if (begun.isPresent()) {
      LOG.info(begun.get().await().describe());
    }
  }

  private synchronized Optional<Execution> begin(Operation operation) {
    if (stopped.getCount() > 0) {
      running = Optional.of(operation.start());
      return running;
    }
    return Optional.empty();
  }

  /** Ends the rounds; what runs ends at its next task boundary and can be gone on with. */
  synchronized void stop() {
    stopped.countDown();
    running.ifPresent(Execution::cancel);
  }
}
