package io.osplane.examples;

import io.osplane.Access;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Operation;
import io.osplane.Report;
import io.osplane.Size;
import io.osplane.error.OsplaneException;
import io.osplane.galera.GaleraSpec;
import io.osplane.health.Condition;
import io.osplane.health.Status;
import io.osplane.openstack.MemcachedSpec;
import io.osplane.openstack.OpenStack;
import io.osplane.plan.Plan;
import io.osplane.rabbitmq.RabbitMqSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.util.List;

/** Deploys a small cloud and asks it for a token; with {@code --remove} removes it again. */
public final class QuickStart {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private final Target target;
  private final PrintStream out;
  private final boolean isTerminal;

  QuickStart(Target target, PrintStream out, boolean isTerminal) {
    this.target = target;
    this.out = out;
    this.isTerminal = isTerminal;
  }

  /** Runs it; the exit code is 0, 1 if the cloud is not as wanted, 2 for bad arguments. */
  public static void main(String[] words) {
    int code = run(List.of(words), System.out, System.err, isTerminal());
    if (code != DONE) {
      System.exit(code);
    }
  }

  /** Since Java 22 there is a console without a terminal too: then a dumb TERM asks for lines. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    String terminal = System.getenv().getOrDefault("TERM", "dumb");
    return System.console() != null && !terminal.equals("dumb");
  }

  static int run(List<String> words, PrintStream out, PrintStream err, boolean isTerminal) {
    if (words.contains("--help")) {
      out.print(Arguments.USAGE);
      return DONE;
    }
    try {
      Arguments arguments = Arguments.parse(words);
      try (Target target = target(arguments)) {
        QuickStart quickStart = new QuickStart(target, out, isTerminal);
        return arguments.isRemoval() ? quickStart.remove() : quickStart.deploy();
      }
    } catch (UsageException e) {
      err.println("quickstart: " + e.getMessage());
      err.print(Arguments.USAGE);
      return USAGE;
    } catch (UnreadableException e) {
      err.println("quickstart: " + e.getMessage());
      return USAGE;
    } catch (OsplaneException e) {
      err.println("quickstart: " + e.problem());
      err.println("  → " + e.remedy());
      return FAILED;
    }
  }

  private static Target target(Arguments arguments) {
    return arguments
        .kubeconfig()
        .map(file -> (Target) RealTarget.of(file, arguments.namespace(), arguments.keystone()))
        .orElseGet(SimulatedTarget::start);
  }

  /** What is deployed: everything that a token needs, with a majority in every cluster. */
  static ControlPlaneSpec spec() {
    return OpenStack.identity(3)
        .size(Size.TINY)
        .component(GaleraSpec.of(3).withStorage("1Gi"))
        .component(RabbitMqSpec.of(3).withStorage("1Gi"))
        .component(MemcachedSpec.of(1))
        .build();
  }

  int deploy() {
    out.println("Osplane quick start on " + target.describe());
    try (ControlPlane cloud = target.open()) {
      if (isInTheWay(cloud.preflight(spec()))) {
        return FAILED;
      }
      carryOut(cloud, cloud.deploy(spec()));
      out.println(cloud.health().describe());
      Access access = cloud.access();
      out.println();
      out.print(access.toCloudsYaml("quickstart"));
      return token(access);
    }
  }

  int remove() {
    out.println("Osplane quick start on " + target.describe());
    try (ControlPlane cloud = target.open()) {
      carryOut(cloud, cloud.remove());
    }
    out.println("Removed; the volumes and their Secrets are still there.");
    return DONE;
  }

  private boolean isInTheWay(List<Condition> findings) {
    List<Condition> down = findings.stream().filter(c -> c.status() == Status.DOWN).toList();
    down.forEach(c -> out.println(c.code() + ": " + c.message() + "\n  → " + c.remedy()));
    return !down.isEmpty();
  }

  private void carryOut(ControlPlane cloud, Operation operation) {
    Plan plan = operation.plan();
    out.println(plan.describe());
    Report report =
        ProgressBar.during(cloud.events(), out, isTerminal, () -> operation.apply(plan));
    out.println(report.describe());
  }

  private int token(Access access) {
    URI keystone = target.keystone(access);
    try {
      Token token =
          Token.issue(keystone, target.headers(), access, target.reveal(access.password()));
      out.println("A token was issued; it expires at " + token.expiresAt() + ".");
      return DONE;
    } catch (ConnectException | HttpTimeoutException e) {
      out.println("Keystone at " + keystone + " is not reached from here.");
      out.println("  → " + target.detour(access));
      return FAILED;
    } catch (IOException e) {
      out.println("No token was issued: " + e.getMessage());
      return FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }
}
