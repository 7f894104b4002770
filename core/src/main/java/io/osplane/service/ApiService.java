package io.osplane.service;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.osplane.ComponentName;
import io.osplane.Replicas;
import io.osplane.SecretRef;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.spi.Await;
import io.osplane.spi.Capability;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Needs;
import io.osplane.spi.NetworkClaim;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.Provision;
import io.osplane.spi.Resource;
import io.osplane.spi.Rollout;
import io.osplane.spi.Serving;
import io.osplane.spi.SpecRule;
import io.osplane.spi.Task;
import io.osplane.spi.Verdict;
import io.osplane.spi.VolumesClaim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An OpenStack API service: one row of data made into claims, tasks and findings. What is special
 * about a service is a component around this one.
 */
public final class ApiService implements Component<ApiServiceSpec> {
  /** The task that writes configuration and surroundings. */
  public static final String CONFIG = "config";

  /** The task after which the schema is whole; outside an upgrade, before the servers are ready. */
  public static final String SCHEMA = SchemaRuns.WHOLE;

  /** The task that writes the servers. */
  public static final String SERVERS = "servers";

  /** The task that waits until the servers are new and ready, but for the patient ones. */
  public static final String READY = "ready";

  /** The task that writes the patient servers: those that no other process waits for. */
  public static final String PATIENT = "patient-servers";

  /** The task that waits until these are new and ready. */
  static final String PATIENT_READY = "patient-ready";

  private final String kind;
  private final Row row;
  private final Map<String, String> scripts;
  private final OptionFiles options;
  private final Function<ApiServiceSpec, Map<String, String>> values;

  private ApiService(
      String kind,
      Row row,
      Map<String, String> scripts,
      OptionFiles options,
      Function<ApiServiceSpec, Map<String, String>> values) {
    this.kind = kind;
    this.row = row;
    this.scripts = scripts;
    this.options = options;
    this.values = values;
  }

  /**
   * The service whose row is the resource {@code KIND.yaml} beside a class; the row's form is
   * described in {@code docs/guide/services.md}.
   *
   * @param kind the word that selects it in a spec
   * @throws IllegalStateException if there is no such resource
   * @throws java.io.UncheckedIOException if the row is not as it should be
   */
  public static ApiService of(String kind, Class<?> beside) {
    return parse(kind, Resource.text(beside, kind + ".yaml"), beside);
  }

  /** The same of a row's text; scripts that it names lie beside the class. */
  public static ApiService parse(String kind, String yaml, Class<?> beside) {
    Row row = Row.parse(yaml);
    Map<String, String> scripts = new TreeMap<>();
    scripts.put("commands.py", Resource.text(ApiService.class, "commands.py"));
    row.scripts().forEach(name -> scripts.put(name, Resource.text(beside, name)));
    OptionFiles options =
        new OptionFiles(row.knows().isEmpty() ? kind : row.knows(), beside.getClassLoader());
    return new ApiService(
        kind, row, Collections.unmodifiableMap(scripts), options, spec -> Map.of());
  }

  /**
   * A copy whose row may use further placeholders.
   *
   * @param more their values by name, from the spec
   */
  public ApiService with(Function<ApiServiceSpec, Map<String, String>> more) {
    return new ApiService(kind, row, scripts, options, more);
  }

  /** Where a generated or given secret of the service is kept. */
  public SecretRef secret(ApiServiceSpec spec, String purpose, String key) {
    return new RowSecrets(row, spec).ref(purpose, key);
  }

  /** The URL of a component's Service inside the cluster, without a path. */
  public static String origin(ComponentName name, Plane plane, int port) {
    return Placeholders.origin(name, plane, port);
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public Class<ApiServiceSpec> specType() {
    return ApiServiceSpec.class;
  }

  /**
   * What is wrong with a spec. Its options are compared with those that the release of the service
   * knows; of a release that no file {@code META-INF/osplane/options/RELEASE/SERVICE.txt} tells of,
   * their names and values are not checked.
   */
  @Override
  public List<Violation> validate(ApiServiceSpec spec, Plane plane) {
    return new SpecCheck(row, options, plane.release()).violations(spec);
  }

  /** Those of its row, and those of options that a release gives up. */
  @Override
  public List<SpecRule> rules() {
    List<SpecRule> all = new ArrayList<>(List.of(OptionCheck.LEAVING, OptionCheck.FORMER));
    row.rules().forEach((id, rule) -> all.add(rule.called(id)));
    return List.copyOf(all);
  }

  @Override
  public List<Claim<?>> claims(ApiServiceSpec spec, Plane plane) {
    return Claims.of(row, spec, own(spec, plane), plane).all();
  }

  /** The volumes, if its row has one that hosts mount. */
  @Override
  public Set<Capability<?>> provides() {
    return disks().findAny().isPresent() ? Set.of(Capability.VOLUMES) : Set.of();
  }

  @Override
  public Provision<?> provide(Claim<?> claim, ApiServiceSpec spec, Plane plane) {
    return disks()
        .filter(volume -> claim instanceof VolumesClaim)
        .findFirst()
        .map(v -> new VolumesClaim.Binding(Volumes.claim(spec, v.getKey()), v.getValue().onHosts()))
        .map(binding -> new Provision<>(binding, List.of(mounted(claim, binding))))
        .orElseThrow(
            () -> new IllegalArgumentException(kind + " does not provide " + claim.capability()));
  }

  /** Some storage makes a volume only for the first pod that mounts it, which is the provider's. */
  private static Await mounted(Claim<?> claim, VolumesClaim.Binding binding) {
    String volume = binding.persistentVolumeClaim();
    return Await.of(
            "disks-" + claim.name(),
            "the volume of " + volume + " is there, and its own pods have mounted it",
            view ->
                view.find(PersistentVolumeClaim.class, volume)
                    .filter(c -> c.getStatus() != null)
                    .filter(c -> "Bound".equals(c.getStatus().getPhase()))
                    .map(c -> Verdict.met())
                    .orElseGet(() -> Verdict.notYet("claim " + volume + " is not bound")))
        .after(Needs.tasks(READY));
  }

  private Stream<Map.Entry<String, Row.SharedVolume>> disks() {
    return row.volumes().entrySet().stream().filter(v -> !v.getValue().onHosts().isEmpty());
  }

  @Override
  public ApiServiceSpec defaults() {
    return ApiServiceSpec.of(kind, 2);
  }

  @Override
  public List<Task> recipe(Change<ApiServiceSpec> change) {
    if (change.isRemoval()) {
      return List.of();
    }
    ApiServiceSpec spec = change.spec();
    Placeholders own = own(spec, change.plane());
    Claims claims = Claims.of(row, spec, own, change.plane());
    Optional<NetworkClaim.Binding> backEnd = backEnd(claims, change);
    Row whole = backEnd.map(row::with).orElse(row);
    Placeholders known = own.bound(claims, change);
    Config config = Config.of(whole, provided(backEnd, claims, change), spec.config(), known);
    Config all = backEnd.map(b -> config.with(b.files())).orElse(config);
    return new ServiceTasks(whole, change, scripts, claims, all, known).all();
  }

  private Placeholders own(ApiServiceSpec spec, Plane plane) {
    return Placeholders.of(row, spec, plane).with(values.apply(spec));
  }

  /** What runs on hosts takes no part in driving it. */
  private Optional<NetworkClaim.Binding> backEnd(Claims claims, Change<?> change) {
    Optional<NetworkClaim.Binding> found = claims.network().flatMap(change::find);
    return row.servers().isEmpty() ? found.map(NetworkClaim.Binding::onlyOptions) : found;
  }

  private Map<String, Map<String, Map<String, String>>> provided(
      Optional<NetworkClaim.Binding> backEnd, Claims claims, Change<ApiServiceSpec> change) {
    Map<String, Map<String, Map<String, String>>> all = new TreeMap<>();
    backEnd.ifPresent(b -> all.putAll(b.options()));
    claims
        .messaging()
        .map(change::binding)
        .ifPresent(
            b -> {
              String first = row.files().keySet().iterator().next();
              Map<String, Map<String, String>> sections =
                  new TreeMap<>(all.getOrDefault(first, Map.of()));
              sections.put("oslo_messaging_rabbit", b.options());
              all.put(first, sections);
            });
    return all;
  }

  /** Of a service with a back end, also the processes that are there for it. */
  @Override
  public List<Condition> probe(ApiServiceSpec spec, Probe probe) {
    NavigableMap<String, Replicas> servers = new TreeMap<>(ServiceTasks.replicas(row, spec));
    probe.view().of(StatefulSet.class, spec.name()).stream()
        .map(worker -> worker.getMetadata().getName())
        .forEach(worker -> servers.putIfAbsent(worker, spec.replicas()));
    Stream<Condition> ofServers =
        servers.entrySet().stream()
            .map(e -> Serving.of(probe.view(), spec.name(), e.getKey(), e.getValue()));
    Stream<Condition> onHosts =
        ServiceTasks.hosts(row, spec).stream()
            .flatMap(
                set ->
                    Stream.concat(
                        Stream.of(Serving.onHosts(probe.view(), spec.name(), set)),
                        Serving.outdated(probe.view(), set).stream()));
    return Stream.of(ofServers, onHosts, api(spec, probe).stream()).flatMap(s -> s).toList();
  }

  /** Where no server is ready, nothing is asked. */
  private Optional<Condition> api(ApiServiceSpec spec, Probe probe) {
    boolean serves = Rollout.ready(probe.view(), spec.name().value()) > 0;
    return Optional.of(row.asks())
        .filter(path -> serves && !path.isEmpty())
        .flatMap(path -> identity(spec, probe).map(who -> ApiHealth.of(path, who, probe)));
  }

  private Optional<IdentityClaim> identity(ApiServiceSpec spec, Probe probe) {
    return Claims.of(row, spec, own(spec, probe.plane()), probe.plane()).identity();
  }
}
