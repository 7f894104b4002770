package io.osplane.openstack;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.osplane.error.Violation;
import io.osplane.health.Condition;
import io.osplane.plan.Phase;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Component;
import io.osplane.spi.Generate;
import io.osplane.spi.Manifests;
import io.osplane.spi.Needs;
import io.osplane.spi.Plane;
import io.osplane.spi.Probe;
import io.osplane.spi.SecretTemplate;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An OpenStack API service: one row of data made into claims, tasks and findings. */
final class ApiService implements Component<ApiServiceSpec> {
  /** The task that writes configuration and surroundings. */
  static final String CONFIG = "config";

  /** The task that writes the servers. */
  static final String SERVERS = "servers";

  /** The task that waits until all servers are new and ready. */
  static final String READY = "ready";

  private final String kind;
  private final Row row;
  private final Function<ApiServiceSpec, Map<String, String>> derived;

  /** A service whose row needs nothing beyond its claims. */
  ApiService(String kind, Row row) {
    this(kind, row, spec -> Map.of());
  }

  /**
   * A service with placeholders of its own.
   *
   * @param derived their values, from the spec
   */
  ApiService(String kind, Row row, Function<ApiServiceSpec, Map<String, String>> derived) {
    this.kind = kind;
    this.row = row;
    this.derived = derived;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public Class<ApiServiceSpec> specType() {
    return ApiServiceSpec.class;
  }

  @Override
  public List<Violation> validate(ApiServiceSpec spec, Plane plane) {
    return new SpecCheck(row).violations(spec);
  }

  @Override
  public List<Claim<?>> claims(ApiServiceSpec spec, Plane plane) {
    return Claims.of(row, spec, plane).all();
  }

  @Override
  public List<Task> recipe(Change<ApiServiceSpec> change) {
    if (change.isRemoval()) {
      return List.of();
    }
    ApiServiceSpec spec = change.spec();
    Claims claims = Claims.of(row, spec, change.plane());
    Placeholders values =
        Placeholders.of(row, spec, change.plane()).with(derived.apply(spec)).bound(claims, change);
    Map<String, String> bus =
        claims.messaging().map(c -> change.binding(c).options()).orElse(Map.of());
    return tasks(
        change,
        Config.of(row, spec.config(), bus, values),
        new SchemaRuns(row, change, claims, values),
        values);
  }

  private List<Task> tasks(
      Change<ApiServiceSpec> change, Config config, SchemaRuns schema, Placeholders values) {
    String name = change.spec().name().value();
    Manifests manifests = change.manifests();
    Map<String, String> files = new TreeMap<>(config.files());
    files.put("uwsgi.ini", Row.resource("uwsgi.ini"));
    ConfigMap map = manifests.rolling(name + "-config", files);
    RowSecrets secrets = new RowSecrets(row, change.spec());
    Volumes volumes = new Volumes(row, name, map.getMetadata().getName(), secrets);
    Pods pods = new Pods(row, change.plane(), manifests, volumes);
    List<Task> tasks = new ArrayList<>(secrets.generated());
    tasks.add(
        new Apply(
            CONFIG,
            Phase.EXPAND,
            Needs.none(),
            new Surroundings(row, name, manifests).all(map),
            templates(name, config, secrets)));
    tasks.addAll(schema.all(pods));
    Workloads workloads = new Workloads(row, name, manifests, pods, values);
    tasks.add(
        new Apply(
            SERVERS,
            change.moving(),
            Needs.tasks(beforeServers(schema, secrets)),
            workloads.all(change.spec().replicas(), config),
            List.of()));
    tasks.add(ready(change, schema));
    return Collections.unmodifiableList(tasks);
  }

  private static List<SecretTemplate> templates(String name, Config config, RowSecrets secrets) {
    Stream<SecretTemplate> ofOptions =
        Optional.of(config.secrets())
            .filter(text -> !text.isEmpty())
            .map(text -> new SecretTemplate(name + "-config", Map.of("secrets.conf", text)))
            .stream();
    return Stream.concat(ofOptions, secrets.copies().stream()).toList();
  }

  private String[] beforeServers(SchemaRuns schema, RowSecrets secrets) {
    Set<String> generated =
        secrets.generated().stream().map(Generate::secret).collect(Collectors.toSet());
    Stream<String> mounted =
        row.mounts().values().stream().map(secrets::name).filter(generated::contains);
    return Stream.of(Stream.of(CONFIG), mounted, schema.beforeServers().stream())
        .flatMap(s -> s)
        .distinct()
        .toArray(String[]::new);
  }

  private Await ready(Change<ApiServiceSpec> change, SchemaRuns schema) {
    ApiServiceSpec spec = change.spec();
    return Await.of(
            READY,
            "all pods of " + spec.name() + " are new and ready",
            view -> Rollout.verdict(view, spec.name(), servers(spec)))
        .in(change.moving())
        .after(
            Needs.tasks(
                Stream.concat(Stream.of(SERVERS), schema.beforeReady().stream())
                    .toArray(String[]::new)));
  }

  private List<String> servers(ApiServiceSpec spec) {
    return row.servers().keySet().stream()
        .map(role -> Workloads.server(spec.name().value(), role))
        .toList();
  }

  @Override
  public List<Condition> probe(ApiServiceSpec spec, Probe probe) {
    return servers(spec).stream()
        .map(server -> Serving.of(probe.view(), spec.name(), server, spec.replicas()))
        .toList();
  }
}
