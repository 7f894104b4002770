package io.osplane.testkit.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.Audit;
import io.osplane.testkit.Faults;
import io.osplane.testkit.ProgramFactory;
import io.osplane.testkit.SimulatedClock;
import io.osplane.testkit.SimulatedCluster;
import io.osplane.testkit.SimulatedNode;
import io.osplane.testkit.internal.api.ApiParts;
import io.osplane.testkit.internal.api.ApiServer;
import io.osplane.testkit.internal.api.AuditLog;
import io.osplane.testkit.internal.api.FaultPlan;
import io.osplane.testkit.internal.api.Registry;
import io.osplane.testkit.internal.api.Tokens;
import io.osplane.testkit.internal.api.VolumeClasses;
import io.osplane.testkit.internal.api.Watches;
import io.osplane.testkit.internal.clock.EventLoop;
import io.osplane.testkit.internal.controller.Control;
import io.osplane.testkit.internal.controller.Controller;
import io.osplane.testkit.internal.controller.CronJobController;
import io.osplane.testkit.internal.controller.DaemonSetController;
import io.osplane.testkit.internal.controller.DeploymentController;
import io.osplane.testkit.internal.controller.DisruptionController;
import io.osplane.testkit.internal.controller.EndpointsController;
import io.osplane.testkit.internal.controller.GarbageCollector;
import io.osplane.testkit.internal.controller.JobController;
import io.osplane.testkit.internal.controller.NamespaceController;
import io.osplane.testkit.internal.controller.ReplicaSetController;
import io.osplane.testkit.internal.controller.Scheduler;
import io.osplane.testkit.internal.controller.StatefulSetController;
import io.osplane.testkit.internal.controller.VolumeBinder;
import io.osplane.testkit.internal.fields.FieldTypes;
import io.osplane.testkit.internal.http.HttpServer;
import io.osplane.testkit.internal.kubelet.ContainerAccess;
import io.osplane.testkit.internal.kubelet.Kubelet;
import io.osplane.testkit.internal.kubelet.Nodes;
import io.osplane.testkit.internal.kubelet.Programs;
import io.osplane.testkit.internal.model.Kinds;
import io.osplane.testkit.internal.model.Tree;
import io.osplane.testkit.internal.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Puts a simulated cluster together and takes it apart. */
public final class Simulation implements SimulatedCluster {
  private static final Duration ACCOUNT_TOKEN_LIFE = Duration.ofDays(365);

  private final EventLoop loop;
  private final Store store;
  private final Tokens tokens;
  private final FaultPlan faults;
  private final AuditLog audit = new AuditLog();
  private final Nodes nodes;
  private final Kubelet kubelet;
  private final HttpServer server;
  private final String adminToken;

  /** What can be chosen about a cluster. */
  public record Settings(
      int nodes,
      Map<String, Map<String, String>> labels,
      Instant start,
      Duration horizon,
      int history,
      boolean defaultStorageClass,
      Map<String, ProgramFactory> programs) {}

  public Simulation(Settings settings) {
    Kinds kinds = Kinds.load();
    loop = new EventLoop(settings.start(), settings.horizon());
    store = new Store(settings.history());
    tokens = new Tokens(loop::time);
    adminToken = tokens.admin();
    Watches watches = new Watches(store);
    faults = new FaultPlan(loop, store, tokens, watches);
    Registry registry = new Registry(store, kinds, new FieldTypes(), loop::time, faults::exhausted);
    Control control = new Control(loop, kinds, store, registry, "kube-controller-manager");
    nodes = new Nodes(control, settings.nodes());
    Programs programs = new Programs(settings.programs());
    kubelet = new Kubelet(control.as("kubelet"), nodes, programs, faults::broken);
    for (Controller controller : controllers(control)) {
      store.listen(controller::changed);
    }
    ApiParts parts =
        new ApiParts(
            loop,
            kinds,
            store,
            registry,
            tokens,
            watches,
            new ContainerAccess(kubelet),
            faults,
            audit);
    furnish(control, settings);
    server = new HttpServer(new ApiServer(parts));
    loop.start();
  }

  private List<Controller> controllers(Control control) {
    return List.of(
        new GarbageCollector(control.as("garbage-collector")),
        new NamespaceController(control),
        new DeploymentController(control),
        new ReplicaSetController(control),
        new StatefulSetController(control),
        new DaemonSetController(control),
        new JobController(control),
        new CronJobController(control),
        new VolumeBinder(control),
        new Scheduler(control.as("kube-scheduler")),
        kubelet,
        new EndpointsController(control),
        new DisruptionController(control));
  }

  private void furnish(Control control, Settings settings) {
    for (String name : List.of("default", "kube-system", "kube-public")) {
      ObjectNode namespace = Tree.object();
      Tree.set(namespace, "metadata.name", name);
      control.create("Namespace", "", namespace);
    }
    nodes.register(settings.labels());
    ObjectNode storage = Tree.object();
    Tree.set(storage, "metadata.name", "standard");
    Tree.child(storage, "metadata.annotations")
        .put(VolumeClasses.DEFAULT_ANNOTATION, Boolean.toString(settings.defaultStorageClass()));
    storage.put("provisioner", "osplane.io/simulated");
    control.create("StorageClass", "", storage);
    ObjectNode all = Tree.object();
    Tree.set(all, "metadata.name", "cluster-admin");
    ObjectNode rule = all.putArray("rules").addObject();
    for (String field : List.of("apiGroups", "resources", "verbs")) {
      rule.putArray(field).add("*");
    }
    control.create("ClusterRole", "", all);
  }

  @Override
  public String url() {
    return "http://127.0.0.1:" + server.port();
  }

  @Override
  public String adminToken() {
    return adminToken;
  }

  @Override
  public String tokenFor(String namespace, String serviceAccount) {
    return loop.call(() -> tokens.account(namespace, serviceAccount, ACCOUNT_TOKEN_LIFE));
  }

  @Override
  public String kubeconfig() {
    return """
        apiVersion: v1
        kind: Config
        current-context: simulated
        clusters:
        - name: simulated
          cluster:
            server: %s
        contexts:
        - name: simulated
          context:
            cluster: simulated
            user: admin
            namespace: default
        users:
        - name: admin
          user:
            token: %s
        """
        .formatted(url(), adminToken);
  }

  @Override
  public SimulatedClock clock() {
    return loop;
  }

  @Override
  public Audit audit() {
    return audit;
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public SimulatedNode node(String name) {
    return nodes.handle(name, kubelet);
  }

  @Override
  public void close() {
    server.close();
    loop.close();
  }
}
