package io.osplane.service;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.osplane.ComponentName;
import io.osplane.Replicas;
import io.osplane.plan.Phase;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.Change;
import io.osplane.spi.Claim;
import io.osplane.spi.Generate;
import io.osplane.spi.Manifests;
import io.osplane.spi.Needs;
import io.osplane.spi.Resource;
import io.osplane.spi.Rollout;
import io.osplane.spi.SecretTemplate;
import io.osplane.spi.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tasks that bring one service from one spec to another.
 *
 * @param row the service, with what its back end adds
 * @param scripts what its commands run, by file name
 */
record ServiceTasks(
    Row row,
    Change<ApiServiceSpec> change,
    Map<String, String> scripts,
    Claims claims,
    Config config,
    Placeholders values) {
  private static final String VOLUMES = "volumes";
  private static final Duration PATIENCE_WITH_HOSTS = Duration.ofMinutes(1);

  /** How many pods each Deployment and StatefulSet is to have, by its name. */
  static Map<String, Replicas> replicas(Row row, ApiServiceSpec spec) {
    Map<String, Replicas> replicas = new TreeMap<>();
    row.servers()
        .forEach(
            (role, server) ->
                replicas.put(Workloads.server(spec.name().value(), role), server.replicas(spec)));
    return replicas;
  }

  /** The names of a service's DaemonSets. */
  static List<String> hosts(Row row, ApiServiceSpec spec) {
    return row.hosts().keySet().stream()
        .map(role -> Workloads.server(spec.name().value(), role))
        .toList();
  }

  List<Task> all() {
    ApiServiceSpec spec = change.spec();
    Manifests manifests = change.manifests();
    RowSecrets secrets = new RowSecrets(row, spec);
    ConfigMap map = configMap(manifests);
    Volumes volumes =
        new Volumes(
            row,
            spec,
            map.getMetadata().getName(),
            secrets,
            config,
            claims.volumes().flatMap(change::find));
    Pods pods = new Pods(row, change.plane(), manifests, volumes);
    SchemaRuns schema = new SchemaRuns(row, change, claims, values);
    List<Task> tasks = new ArrayList<>(secrets.generated());
    tasks.add(write(map, secrets));
    List<HasMetadata> shared = volumes.claims(manifests);
    if (!shared.isEmpty()) {
      tasks.add(new Apply(VOLUMES, Phase.EXPAND, Needs.none(), shared, List.of()));
    }
    tasks.addAll(schema.all(pods));
    tasks.addAll(serve(new Workloads(row, spec, manifests, pods, values), schema, secrets));
    change
        .before()
        .filter(former -> former.epoch() != spec.epoch())
        .map(former -> new FormerPods(former).ended(change.moving(), allReady()))
        .ifPresent(tasks::add);
    return Collections.unmodifiableList(tasks);
  }

  private Needs allReady() {
    return row.servers(Row.Server::patient).isEmpty()
        ? Needs.tasks(ApiService.READY)
        : Needs.tasks(ApiService.READY, ApiService.PATIENT_READY);
  }

  private ConfigMap configMap(Manifests manifests) {
    Map<String, String> files = new TreeMap<>(config.files());
    config
        .given(text -> !Config.isSecret(text))
        .forEach((path, text) -> files.put(Config.key(path), text));
    if (row.isServedByUwsgi()) {
      files.put("uwsgi.ini", Resource.text(ServiceTasks.class, "uwsgi.ini"));
    }
    row.programs().forEach(program -> files.put(program, scripts.get(program)));
    return manifests.rolling(change.spec().name() + "-config", files);
  }

  private Apply write(ConfigMap map, RowSecrets secrets) {
    String name = change.spec().name().value();
    Map<String, String> commands = new TreeMap<>(scripts);
    commands.keySet().removeAll(row.programs());
    return new Apply(
        ApiService.CONFIG,
        Phase.EXPAND,
        Needs.none(),
        new Surroundings(row, name, change.manifests(), commands).all(map),
        templates(secrets));
  }

  private List<SecretTemplate> templates(RowSecrets secrets) {
    ApiServiceSpec spec = change.spec();
    Stream<SecretTemplate> ofOptions =
        Optional.of(config.secrets())
            .filter(text -> !text.isEmpty())
            .map(text -> new SecretTemplate(Volumes.options(spec), Map.of("secrets.conf", text)))
            .stream();
    return Stream.of(ofOptions, ofFiles(spec.name().value()), secrets.copies().stream())
        .flatMap(all -> all)
        .toList();
  }

  private Stream<SecretTemplate> ofFiles(String name) {
    Map<String, String> files = new TreeMap<>();
    config.given(Config::isSecret).forEach((path, text) -> files.put(Config.key(path), text));
    return files.isEmpty()
        ? Stream.of()
        : Stream.of(new SecretTemplate(name + Volumes.FILES, files));
  }

  /** The pods and the waits for them. */
  private List<Task> serve(Workloads workloads, SchemaRuns schema, RowSecrets secrets) {
    Map<String, Row.Server> patient = row.servers(Row.Server::patient);
    List<HasMetadata> first =
        new ArrayList<>(workloads.of(row.servers(server -> !server.patient()), config));
    first.addAll(workloads.others(config));
    Phase phase = change.moving();
    Needs needs = known(Needs.tasks(beforeServers(schema, secrets)));
    List<Task> tasks = new ArrayList<>();
    tasks.add(new Apply(ApiService.SERVERS, phase, needs, first, List.of()));
    tasks.add(ready(after(ApiService.SERVERS, schema)));
    if (!patient.isEmpty()) {
      List<HasMetadata> last = workloads.of(patient, config);
      Needs written = after(ApiService.PATIENT, schema);
      tasks.add(new Apply(ApiService.PATIENT, phase, needs, last, List.of()).patient());
      String what = "the pods of %s that nobody waits for are new and ready";
      tasks.add(ready(ApiService.PATIENT_READY, what, patient, List.of(), written));
    }
    return tasks;
  }

  /**
   * Workers that log in at their start end at once, if their user is not there yet; and nobody
   * moves to a name of the region that the catalogue has not got, to an account that the bus has
   * not, or to a volume that no pod could mount. The account of the database is there after the
   * schema's run.
   */
  private Needs known(Needs needs) {
    boolean hasWorkers = row.servers().values().stream().anyMatch(server -> server.port() == 0);
    List<Claim<?>> accounts = new ArrayList<>();
    claims.identity().filter(c -> hasWorkers || !change.isNew()).ifPresent(accounts::add);
    claims.messaging().filter(c -> !change.isNew()).ifPresent(accounts::add);
    claims
        .volumes()
        .filter(c -> !change.isNew() && change.find(c).isPresent())
        .ifPresent(accounts::add);
    return needs.andServing(accounts);
  }

  private String[] beforeServers(SchemaRuns schema, RowSecrets secrets) {
    Set<String> generated =
        secrets.generated().stream().map(Generate::secret).collect(Collectors.toSet());
    Stream<String> mounted =
        Stream.concat(
                row.mounts().values().stream(),
                row.hosts().values().stream().flatMap(host -> host.secrets().stream()))
            .map(secrets::name)
            .filter(generated::contains);
    Stream<String> written =
        row.volumes().isEmpty()
            ? Stream.of(ApiService.CONFIG)
            : Stream.of(ApiService.CONFIG, VOLUMES);
    return Stream.of(written, mounted, schema.beforeServers().stream())
        .flatMap(s -> s)
        .distinct()
        .toArray(String[]::new);
  }

  /** A host that is down is no reason to stop: it is brought up to date when it is back. */
  private Await ready(Needs needs) {
    Await ready =
        ready(
            ApiService.READY,
            "the pods of %s are new and ready",
            row.servers(server -> !server.patient()),
            hosts(row, change.spec()),
            needs);
    return row.hosts().isEmpty() ? ready : ready.orGoOnAfter(PATIENCE_WITH_HOSTS);
  }

  private Await ready(
      String task, String what, Map<String, Row.Server> servers, List<String> hosts, Needs needs) {
    ComponentName name = change.spec().name();
    List<String> sets =
        servers.keySet().stream().map(role -> Workloads.server(name.value(), role)).toList();
    return Await.of(
            task,
            what.formatted(name),
            view -> Rollout.verdict(view, name, sets).and(() -> Rollout.onHosts(view, name, hosts)))
        .in(change.moving())
        .after(needs);
  }

  private static Needs after(String servers, SchemaRuns schema) {
    return Needs.tasks(
        Stream.concat(Stream.of(servers), schema.beforeReady().stream())
            .distinct()
            .toArray(String[]::new));
  }
}
