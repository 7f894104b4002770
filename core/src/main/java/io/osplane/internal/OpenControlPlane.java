package io.osplane.internal;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.osplane.Access;
import io.osplane.ComponentName;
import io.osplane.ControlPlane;
import io.osplane.ControlPlaneSpec;
import io.osplane.Operation;
import io.osplane.Removal;
import io.osplane.Roles;
import io.osplane.Unfinished;
import io.osplane.event.Events;
import io.osplane.health.Condition;
import io.osplane.health.HealthReport;
import io.osplane.internal.engine.Checkup;
import io.osplane.internal.engine.ComponentFacet;
import io.osplane.internal.engine.Deploy;
import io.osplane.internal.engine.Engagement;
import io.osplane.internal.engine.Engine;
import io.osplane.internal.engine.Errand;
import io.osplane.internal.engine.Offline;
import io.osplane.internal.engine.Preflight;
import io.osplane.internal.engine.Remove;
import io.osplane.internal.engine.SideBySide;
import io.osplane.internal.kube.Cluster;
import io.osplane.internal.kube.FieldDiff;
import io.osplane.internal.kube.FieldSchema;
import io.osplane.internal.kube.KubeconfigClient;
import io.osplane.spi.Component;
import io.osplane.spi.ComponentSource;
import io.osplane.spi.Facet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A control plane with its client and threads; what the caller gave is never closed. */
public final class OpenControlPlane implements ControlPlane {
  private static final Logger LOG = LoggerFactory.getLogger(OpenControlPlane.class);
  private static final Duration BOUNDARY = Duration.ofSeconds(30);
  private final Engine engine;
  private final EventBus events = new EventBus();
  private final List<AutoCloseable> owned;

  private OpenControlPlane(Embedding given) {
    boolean isOurs = given.client().isEmpty();
    KubernetesClient client =
        isOurs ? KubeconfigClient.of(given.kubeconfig()) : theirs(given.client().orElseThrow());
    ThreadFactory threads = threads(given.name());
    MonotonicTicker ticker = new MonotonicTicker(threads);
    ExecutorService io = Executors.newCachedThreadPool(threads);
    FieldSchema schema = FieldSchema.load();
    this.owned =
        List.of(
            ticker,
            io::shutdownNow,
            () -> {
              if (isOurs) {
                client.close();
              }
            });
    this.engine =
        new Engine(
            given.name(),
            new Cluster(client, given.namespace(), schema),
            new FieldDiff(schema),
            kinds(given.components()),
            given.executor().orElse(io),
            new SideBySide(io),
            events,
            given.clock(),
            given.ticker().orElse(ticker),
            given.patience(),
            given.onConflict(),
            ConcurrentHashMap.newKeySet());
  }

  /** Opens one; the cluster is not asked yet. */
  public static ControlPlane open(Embedding given) {
    return new OpenControlPlane(given);
  }

  private static KubernetesClient theirs(AutoCloseable client) {
    if (client instanceof KubernetesClient known) {
      return known;
    }
    throw new IllegalArgumentException(
        client.getClass().getName() + " is no " + KubernetesClient.class.getName());
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "osplane-" + name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private static Map<String, Component<?>> kinds(List<Component<?>> own) {
    Map<String, Component<?>> kinds = new TreeMap<>();
    for (ComponentSource source : ServiceLoader.load(ComponentSource.class)) {
      source.components().forEach(c -> kinds.put(c.kind(), c));
    }
    own.forEach(c -> kinds.put(c.kind(), c));
    return kinds;
  }

  @Override
  public Operation deploy(ControlPlaneSpec desired) {
    return Deploy.to(engine, desired);
  }

  @Override
  public Operation edit(UnaryOperator<ControlPlaneSpec> change) {
    return Deploy.edit(engine, change);
  }

  @Override
  public Operation heal() {
    return Errand.heal(engine);
  }

  @Override
  public Operation verify() {
    return Errand.verify(engine);
  }

  @Override
  public Removal remove() {
    return new Remove(engine);
  }

  @Override
  public HealthReport health() {
    return Checkup.of(engine);
  }

  @Override
  public Access access() {
    return engine.access();
  }

  @Override
  public Optional<ControlPlaneSpec> spec() {
    return engine.spec();
  }

  @Override
  public Optional<Unfinished> unfinished() {
    return engine.unfinished();
  }

  @Override
  public void abort() {
    engine.abort();
  }

  @Override
  public List<Condition> preflight(ControlPlaneSpec desired) {
    return Preflight.of(engine, desired);
  }

  @Override
  public Roles requiredRoles(ControlPlaneSpec desired) {
    return Offline.roles(engine, desired);
  }

  @Override
  public String render(ControlPlaneSpec desired) {
    return Offline.render(engine, desired);
  }

  @Override
  public Facet facet(ComponentName component) {
    return new ComponentFacet(engine, component);
  }

  @Override
  public Events events() {
    return events;
  }

  @Override
  public void close() {
    for (Engagement engagement : engine.running()) {
      try {
        if (!engagement.stop(BOUNDARY)) {
          LOG.warn("an operation of {} has not ended in {}", engine.plane(), BOUNDARY);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    for (AutoCloseable part : owned) {
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("could not close a part of control plane {}", engine.plane(), e);
      }
    }
  }
}
