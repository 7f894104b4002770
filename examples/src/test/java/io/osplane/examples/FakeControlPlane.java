package io.osplane.examples;

import io.osplane.Access;
import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Execution;
import io.osplane.Operation;
import io.osplane.Removal;
import io.osplane.Report;
import io.osplane.Roles;
import io.osplane.SecretRef;
import io.osplane.Unfinished;
import io.osplane.error.OsplaneException;
import io.osplane.event.Event;
import io.osplane.event.Events;
import io.osplane.event.Progress;
import io.osplane.event.Subscription;
import io.osplane.health.Condition;
import io.osplane.health.HealthReport;
import io.osplane.plan.Impact;
import io.osplane.plan.Phase;
import io.osplane.plan.Plan;
import io.osplane.plan.Step;
import io.osplane.plan.Undo;
import io.osplane.spi.Facet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A control plane that notes what is asked of it, and does as it was told before. */
final class FakeControlPlane implements ControlPlane {
  static final Access ACCESS =
      new Access(
          "http://keystone.prod.svc:5000/v3",
          "",
          Optional.empty(),
          "RegionOne",
          "admin",
          "admin",
          "Default",
          SecretRef.of("keystone-admin", "password"));

  private final List<String> done = new ArrayList<>();
  private final Deque<FakeOperation> next = new ArrayDeque<>();
  private final Deque<Condition> findings = new ArrayDeque<>();
  private List<Condition> inTheWay = List.of();

  /** What is done by an operation: nothing but a note, or a failure. */
  static final class FakeOperation implements Removal {
    private final String verb;
    private final boolean hasSteps;
    private final Optional<OsplaneException> failure;
    private final CompletableFuture<Report> end = new CompletableFuture<>();
    private final boolean isEndless;
    private final CountDownLatch begun = new CountDownLatch(1);

    private FakeOperation(
        String verb, boolean hasSteps, boolean isEndless, Optional<OsplaneException> failure) {
      this.verb = verb;
      this.hasSteps = hasSteps;
      this.isEndless = isEndless;
      this.failure = failure;
    }

    static FakeOperation of(String verb) {
      return new FakeOperation(verb, true, false, Optional.empty());
    }

    static FakeOperation empty(String verb) {
      return new FakeOperation(verb, false, false, Optional.empty());
    }

    static FakeOperation failing(String verb, OsplaneException failure) {
      return new FakeOperation(verb, true, false, Optional.of(failure));
    }

    /** Goes on until it is cancelled, and fails then. */
    static FakeOperation endless(String verb, OsplaneException cancelled) {
      return new FakeOperation(verb, true, true, Optional.of(cancelled));
    }

    private Optional<FakeControlPlane> owner = Optional.empty();

    @Override
    public Plan plan() {
      Step step =
          new Step(
              "galera/" + verb,
              Phase.EXPAND,
              verb,
              "",
              Impact.NONE,
              Undo.REAPPLY,
              List.of(),
              "",
              List.of());
      List<Step> steps = hasSteps ? List.of(step) : List.of();
      return new Plan(verb, "https://cluster", "prod", "prod", steps, verb);
    }

    @Override
    public Report apply() {
      if (failure.isPresent()) {
        throw failure.get();
      }
      owner.ifPresent(o -> o.done.add(verb));
      return new Report(plan(), Report.Outcome.DONE, List.of(), Duration.ofSeconds(1));
    }

    @Override
    public Report apply(Plan reviewed) {
      return apply();
    }

    @Override
    public Removal withData() {
      return this;
    }

    /** Returns when it was started in the background. */
    void awaitBegin() throws InterruptedException {
      begun.await();
    }

    @Override
    public Execution start() {
      begun.countDown();
      return new Execution() {
        @Override
        public Progress progress() {
          return Progress.of(verb, List.of());
        }

        @Override
        public void cancel() {
          end.complete(null);
        }

        @Override
        public Report await() {
          if (isEndless) {
            end.join();
          }
          return apply();
        }

        @Override
        public CompletionStage<Report> completion() {
          return end;
        }
      };
    }
  }

  /** What the next verb gives; without it, an operation that succeeds. */
  void next(FakeOperation operation) {
    next.add(operation);
  }

  /** What the next look finds; without it, all is well. */
  void finds(Condition condition) {
    findings.add(condition);
  }

  void inTheWay(Condition condition) {
    inTheWay = List.of(condition);
  }

  /** The verbs that were carried out, in order. */
  List<String> done() {
    return done;
  }

  private FakeOperation operation(String verb) {
    boolean isMeant = !next.isEmpty() && next.peek().verb.equals(verb);
    FakeOperation operation = isMeant ? next.remove() : FakeOperation.of(verb);
    operation.owner = Optional.of(this);
    return operation;
  }

  @Override
  public Operation deploy(ControlPlaneSpec desired) {
    return operation("deploy");
  }

  @Override
  public Operation edit(UnaryOperator<ControlPlaneSpec> change) {
    return operation("edit");
  }

  @Override
  public Operation heal() {
    return operation("heal");
  }

  @Override
  public Removal remove() {
    return operation("remove");
  }

  @Override
  public HealthReport health() {
    Condition found =
        findings.isEmpty() ? Condition.healthy("Synced", "all is well") : findings.remove();
    return new HealthReport(Map.of(ComponentName.of("galera"), List.of(found)));
  }

  @Override
  public Access access() {
    return ACCESS;
  }

  @Override
  public Optional<ControlPlaneSpec> spec() {
    return Optional.empty();
  }

  @Override
  public Optional<Unfinished> unfinished() {
    return Optional.empty();
  }

  @Override
  public void abort() {
    done.add("abort");
  }

  @Override
  public List<Condition> preflight(ControlPlaneSpec desired) {
    return inTheWay;
  }

  @Override
  public Roles requiredRoles(ControlPlaneSpec desired) {
    return new Roles("", "");
  }

  @Override
  public String render(ControlPlaneSpec desired) {
    return "";
  }

  @Override
  public Operation verify() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Facet facet(ComponentName component) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Events events() {
    return new Events() {
      @Override
      public <E extends Event> Subscription on(Class<E> type, Consumer<? super E> listener) {
        return () -> {};
      }
    };
  }

  @Override
  public void close() {}
}
