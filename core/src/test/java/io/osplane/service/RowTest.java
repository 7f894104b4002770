package io.osplane.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.osplane.Replicas;
import io.osplane.error.Violation;
import io.osplane.plan.Phase;
import io.osplane.spi.Apply;
import io.osplane.spi.Await;
import io.osplane.spi.CacheClaim;
import io.osplane.spi.Capability;
import io.osplane.spi.Claim;
import io.osplane.spi.Generate;
import io.osplane.spi.IdentityClaim;
import io.osplane.spi.Needs;
import io.osplane.spi.NetworkClaim;
import io.osplane.spi.Run;
import io.osplane.spi.SecretTemplate;
import io.osplane.spi.SpecRule;
import io.osplane.spi.Task;
import io.osplane.spi.VolumesClaim;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sketches of other services: the row's shape must hold them without a new class. */
class RowTest {
  private static String text(String service) throws IOException {
    try (InputStream in = RowTest.class.getResourceAsStream("/rows/" + service + ".yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static ApiService service(String kind) throws IOException {
    return ApiService.parse(kind, text(kind), RowTest.class);
  }

  private static List<Task> fresh(String kind) throws IOException {
    return service(kind).recipe(Given.fresh(ApiServiceSpec.of(kind, 2)));
  }

  @ParameterizedTest
  @CsvSource({"'', false, ''", "warn, true, ', or let the spec say acknowledging: [R01]'"})
  void rule_ofARow_isAnError_unlessItsSeverityIsToWarn(
      String severity, boolean isWarning, String end) {
    ApiService service = ruled(severity);
    ApiServiceSpec bad = ApiServiceSpec.of("acme", 2).withOption("a", "b", "bad");

    assertThat(service.validate(bad, Given.PLANE))
        .singleElement()
        .satisfies(v -> assertThat(v.isWarning()).isEqualTo(isWarning))
        .satisfies(v -> assertThat(v.toString()).endsWith("R01); good" + end));
    assertThat(service.validate(bad.withOption("a", "b", "good"), Given.PLANE)).isEmpty();
    assertThat(service.rules()).contains(new SpecRule("R01", isWarning, "is bad", "good"));
  }

  @Test
  void rule_ofARow_whoseSeverityIsNone_isNotRead() {
    assertThatThrownBy(() -> ruled("warning"))
        .isInstanceOf(UncheckedIOException.class)
        .hasStackTraceContaining("severity is 'warning': warn, or leave it out");
  }

  private static ApiService ruled(String severity) {
    String rule = "{severity: '" + severity + "', when: {a.b: bad}, why: is bad, instead: good}";
    return ApiService.parse(
        "acme", "files: {a.conf: {directory: /etc}}\nrules: {R01: " + rule + "}", RowTest.class);
  }

  @ParameterizedTest
  @CsvSource({
    "nova, 'DATABASE nova, MESSAGING nova, CACHE nova, IDENTITY nova'",
    "neutron, 'DATABASE neutron, MESSAGING neutron, NETWORK neutron, IDENTITY neutron'",
    "glance, 'DATABASE glance, CACHE glance, IDENTITY glance'",
    "placement, 'DATABASE placement, IDENTITY placement'"
  })
  void claims_ofARow_areItsOwn(String kind, String claims) throws IOException {
    List<Claim<?>> found = service(kind).claims(ApiServiceSpec.of(kind, 2), Given.PLANE);
    assertThat(found.stream().map(c -> c.capability() + " " + c.name()).toList())
        .containsExactly(claims.split(", ", -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nova", "neutron", "glance", "placement"})
  void epoch_ofASpec_isThatOfEveryAccount(String kind) throws IOException {
    ApiServiceSpec spec = ApiServiceSpec.of(kind, 2).withEpoch(3);

    assertThat(service(kind).claims(spec, Given.PLANE))
        .filteredOn(c -> !(c instanceof CacheClaim || c instanceof NetworkClaim))
        .isNotEmpty()
        .allMatch(c -> c.epoch() == 3 && c.account().equals(kind + ".3"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void epoch_below1_isAViolation(int epoch) throws IOException {
    ApiServiceSpec spec = ApiServiceSpec.of("nova", 2).withEpoch(epoch);

    assertThat(service("nova").validate(spec, Given.PLANE))
        .containsExactly(new Violation("epoch", "is " + epoch, "at least 1"));
  }

  /** A pod of the former epoch that starts again must find what it was made for. */
  @Test
  void rotation_ofARow_leavesTheSecretOfTheFormerEpoch_andMovesAfterEveryAccount()
      throws IOException {
    ApiServiceSpec spec = ApiServiceSpec.of("nova", 2);
    List<Task> recipe = service("nova").recipe(Given.change(spec, spec.withEpoch(2)));

    SecretTemplate options = Given.task(recipe, Apply.class, "config").secrets().get(0);
    assertThat(options.name()).isEqualTo("nova-config.2");
    assertThat(options.files().get("secrets.conf"))
        .contains("rabbit://nova.2:${secret:provider-nova.2/password@2|url}@mq-0")
        .contains("mysql+pymysql://nova.2:${secret:provider-nova.2/password@2|url}@db")
        .contains("password = ${secret:provider-nova.2/password@2}\n")
        .doesNotContain("provider-nova/");
    Apply servers = Given.task(recipe, Apply.class, "servers");
    assertThat(servers.objects().toString())
        .contains("secretName=nova-config.2,", "provider-nova.2/password@2")
        .doesNotContain("secretName=nova-config,", "provider-nova/password");
    assertThat(servers.needs().tasks()).contains("schema");
    assertThat(servers.needs().claims())
        .extracting(c -> c.capability().name() + " " + c.account())
        .containsExactly("IDENTITY nova.2", "MESSAGING nova.2");
    assertThat(Given.task(recipe, Run.class, "schema").key()).containsValue("2");
  }

  @Test
  void rotation_ofARow_waitsForTheEndOfPodsThatLogInAsBefore_andNothingElseDoes()
      throws IOException {
    ApiServiceSpec spec = ApiServiceSpec.of("nova", 2);
    List<Task> recipe = service("nova").recipe(Given.change(spec, spec.withEpoch(2)));

    Await ended = Given.task(recipe, Await.class, "former-pods");
    assertThat(ended.phase()).isEqualTo(Phase.FOLLOW);
    assertThat(ended.needs().tasks()).containsExactly("ready");
    assertThat(ended.grace()).isPresent();
    assertThat(Given.names(service("nova").recipe(Given.change(spec, spec.withReplicas(3)))))
        .noneMatch(name -> name.endsWith("former-pods"));
  }

  @ParameterizedTest
  @CsvSource({"nova, 1, 2", "neutron, 1, 0", "glance, 1, 0", "placement, 1, 0"})
  void recipe_ofARow_hasADeploymentForEachServer_andAStatefulSetForEachWorker(
      String kind, int servers, int workers) throws IOException {
    Apply apply = Given.task(fresh(kind), Apply.class, "servers");
    assertThat(apply.objects()).filteredOn(Deployment.class::isInstance).hasSize(servers);
    assertThat(apply.objects()).filteredOn(StatefulSet.class::isInstance).hasSize(workers);
  }

  @Test
  void recipe_withWorkersOfABackEnd_writesThemApart_forNobodyWaitsForThem() throws IOException {
    List<Task> recipe = fresh("neutron");

    Apply workers = Given.task(recipe, Apply.class, ApiService.PATIENT);
    assertThat(workers.isPatient()).isTrue();
    assertThat(workers.objects()).hasOnlyElementsOfType(StatefulSet.class).hasSize(1);
    assertThat(Given.task(recipe, Await.class, ApiService.READY).needs().tasks())
        .doesNotContain(ApiService.PATIENT);
    assertThat(Given.task(recipe, Await.class, ApiService.PATIENT_READY).needs().tasks())
        .contains(ApiService.PATIENT);
    assertThat(Given.names(fresh("glance"))).noneMatch(name -> name.contains("patient"));
  }

  @Test
  void recipe_ofARowWithAVolume_makesItBeforeTheServers_andGivesItToThem() throws IOException {
    List<Task> recipe =
        service("glance")
            .recipe(Given.fresh(ApiServiceSpec.of("glance", 2).withStorage("images", "50Gi")));

    PersistentVolumeClaim claim =
        Given.object(recipe, PersistentVolumeClaim.class, "glance-images");
    assertThat(claim.getSpec().getResources().getRequests().get("storage")).hasToString("50Gi");
    assertThat(Given.task(recipe, Apply.class, "servers").needs().tasks())
        .contains("volumes", "schema");
    Deployment api = Given.object(recipe, Deployment.class, "glance");
    assertThat(api.getSpec().getTemplate().getSpec().getInitContainers())
        .singleElement()
        .satisfies(c -> assertThat(c.getCommand().toString()).contains("chown 42415:42415"));
  }

  @Test
  void claims_ofARowThatMakesUsers_nameItsDomainRolesAndEveryEntry() throws IOException {
    IdentityClaim claim =
        service("stacks").claims(ApiServiceSpec.of("stacks", 2), Given.PLANE).stream()
            .filter(IdentityClaim.class::isInstance)
            .map(IdentityClaim.class::cast)
            .findFirst()
            .orElseThrow();

    assertThat(claim.further().domain()).isEqualTo("stacks");
    assertThat(claim.further().roles()).containsExactly("stacker");
    assertThat(claim.endpoints())
        .containsOnly(
            Map.entry("signals", "http://stacks-signal.cloud.svc:8000/v1"),
            Map.entry("stacks", "http://stacks.cloud.svc:8004/v1/%(project_id)s"));
  }

  @Test
  void recipe_ofARowThatMakesUsers_hasThePasswordOfItsDomainApart() throws IOException {
    Apply config = Given.task(fresh("stacks"), Apply.class, "config");

    assertThat(config.secrets().get(0).files().get("secrets.conf"))
        .contains("password = ${secret:provider-stacks/password@1}");
    assertThat(config.objects().toString())
        .contains("admin = stacks_admin\ndomain = stacks\n")
        .doesNotContain("password = ");
  }

  @Test
  void recipe_ofAServerThatIsAlone_hasOnePodOfIt_whichAloneHasItsVolume() throws IOException {
    List<Task> recipe = service("stacks").recipe(Given.fresh(ApiServiceSpec.of("stacks", 3)));

    StatefulSet keeper = Given.object(recipe, StatefulSet.class, "stacks-keeper");
    Deployment api = Given.object(recipe, Deployment.class, "stacks");
    assertThat(keeper.getSpec().getReplicas()).isEqualTo(1);
    assertThat(api.getSpec().getReplicas()).isEqualTo(3);
    assertThat(keeper.toString()).contains("claimName=stacks-files", "chown 42418:42418");
    assertThat(api.toString()).doesNotContain("claimName", "chown");
  }

  @Test
  void recipe_ofARowInPython_rendersAssignments_withTheSpecsJsonAsPython() throws IOException {
    ApiServiceSpec spec =
        ApiServiceSpec.of("dashboard", 1)
            .withOption("settings", "DEBUG", "true")
            .withOption("settings", "TIMEOUT", "600");

    assertThat(service("dashboard").validate(spec, Given.PLANE)).isEmpty();
    assertThat(Given.task(service("dashboard").recipe(Given.fresh(spec)), Apply.class, "config"))
        .extracting(config -> config.objects().toString())
        .asString()
        .contains(
            """
            CACHE = "memcached-0.memcached:11211"
            DEBUG = True
            KEYSTONE = "http://keystone.cloud.svc:5000/v3"
            TIMEOUT = 600
            """);
    assertThat(service("dashboard").validate(spec.withOption("settings", "A", "x"), Given.PLANE))
        .extracting(Violation::path)
        .containsExactly("config[settings][A]");
  }

  @Test
  void claims_ofARowThatReadsTheIdentity_areAnAddressWithoutAUser() throws IOException {
    assertThat(service("dashboard").claims(ApiServiceSpec.of("dashboard", 1), Given.PLANE))
        .contains(IdentityClaim.address("dashboard"));
  }

  @Test
  void recipe_ofARowWithHosts_hasADaemonSetForEachRole() throws IOException {
    List<Task> recipe = service("hosts").recipe(Given.fresh(ApiServiceSpec.of("hosts", 1)));

    DaemonSet agent = Given.object(recipe, DaemonSet.class, "hosts-agent");
    PodSpec pod = agent.getSpec().getTemplate().getSpec();
    assertThat(pod.getHostNetwork()).isTrue();
    assertThat(pod.getHostPID()).isTrue();
    assertThat(pod.getVolumes())
        .extracting(v -> v.getHostPath() == null ? "" : v.getHostPath().getPath())
        .contains("/var/lib/osplane/prod/nova");
    assertThat(
            pod.getAffinity()
                .getNodeAffinity()
                .getRequiredDuringSchedulingIgnoredDuringExecution()
                .toString())
        .contains("osplane.io/host.prod", "Exists");
    assertThat(agent.getSpec().getTemplate().getMetadata().getAnnotations().toString())
        .contains("provider-hosts/password@1");
    assertThat(service("hosts").claims(ApiServiceSpec.of("hosts", 1), Given.PLANE))
        .extracting(c -> c.capability() + " " + c.name())
        .containsExactly("MESSAGING hosts", "IDENTITY hosts");
  }

  @Test
  void recipe_ofAHostThatSeesVolumes_mountsThemWhereTheirProviderSays() throws IOException {
    String row = text("hosts").replace("    configured: true\n", "    volumes: true\n");
    ApiService hosts = ApiService.parse("hosts", row, RowTest.class);
    ApiServiceSpec spec = ApiServiceSpec.of("hosts", 1);

    assertThat(hosts.claims(spec, Given.PLANE)).contains(VolumesClaim.of("hosts"));
    assertThat(Given.object(hosts.recipe(Given.fresh(spec)), DaemonSet.class, "hosts-agent"))
        .asString()
        .contains("claimName=cinder-volumes", "mountPath=/osplane/volumes/files");
    assertThat(Given.object(fresh("hosts"), DaemonSet.class, "hosts-agent").toString())
        .doesNotContain("claimName");
  }

  @Test
  void provide_ofARowWithAVolumeForHosts_saysWhichAndWhere() throws IOException {
    String row =
        text("stacks").replace("servers: [keeper]}", "servers: [keeper], onHosts: /disks}");
    ApiService keeper = ApiService.parse("stacks", row, RowTest.class);
    VolumesClaim claim = VolumesClaim.of("compute");

    assertThat(keeper.provides()).containsExactly(Capability.VOLUMES);
    assertThat(keeper.provide(claim, ApiServiceSpec.of("stacks", 1), Given.PLANE).binding())
        .isEqualTo(new VolumesClaim.Binding("stacks-files", "/disks"));
    assertThat(keeper.provide(claim, ApiServiceSpec.of("stacks", 1), Given.PLANE).tasks())
        .as("its own pods have mounted it before hosts do")
        .singleElement()
        .satisfies(t -> assertThat(t.needs()).isEqualTo(Needs.tasks(ApiService.READY)));
    assertThat(service("stacks").provides()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> service("stacks").provide(claim, ApiServiceSpec.of("stacks", 1), Given.PLANE))
        .withMessageContaining("stacks does not provide VOLUMES");
  }

  @Test
  void recipe_ofAHostThatReadsASecret_givesItTheSecretAndWaitsForIt() throws IOException {
    String row =
        text("hosts")
            .replace("hosts:\n", "generated: {authority: {ca.key: PRIVATE_KEY}}\nhosts:\n")
            .replace("    configured: true\n", "    secrets: [authority]\n");

    List<Task> recipe =
        ApiService.parse("hosts", row, RowTest.class)
            .recipe(Given.fresh(ApiServiceSpec.of("hosts", 1)));

    assertThat(Given.task(recipe, Generate.class, "hosts-authority").values())
        .containsEntry("ca.key", Generate.Value.PRIVATE_KEY);
    assertThat(Given.task(recipe, Apply.class, "servers").needs().tasks())
        .contains("hosts-authority");
    PodSpec pod =
        Given.object(recipe, DaemonSet.class, "hosts-agent").getSpec().getTemplate().getSpec();
    assertThat(pod.getVolumes())
        .filteredOn(v -> v.getName().equals("authority"))
        .singleElement()
        .satisfies(v -> assertThat(v.getSecret().getSecretName()).isEqualTo("hosts-authority"))
        .satisfies(v -> assertThat(v.getSecret().getDefaultMode()).isEqualTo(0440));
    assertThat(pod.getContainers().get(0).getVolumeMounts())
        .filteredOn(m -> m.getName().equals("authority"))
        .singleElement()
        .satisfies(m -> assertThat(m.getMountPath()).isEqualTo("/osplane/secrets/authority"))
        .satisfies(m -> assertThat(m.getReadOnly()).isTrue());
  }

  @Test
  void recipe_ofAHostThatReadsNoSecret_waitsForNoneAndMountsNone() throws IOException {
    List<Task> recipe = fresh("hosts");

    assertThat(Given.task(recipe, Apply.class, "servers").needs().tasks())
        .containsExactly("config");
    assertThat(
            Given.object(recipe, DaemonSet.class, "hosts-agent")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getVolumeMounts())
        .noneMatch(mount -> mount.getMountPath().startsWith("/osplane/secrets"));
  }

  @Test
  void recipe_ofNeutron_hasWhatItsBackEndWants() throws IOException {
    ConfigMap config =
        Given.task(fresh("neutron"), Apply.class, "config").objects().stream()
            .filter(o -> o.getMetadata().getName().startsWith("neutron-config"))
            .map(ConfigMap.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(config.getData().get("ml2_conf.ini")).contains("mechanism_drivers = ovn");
    assertThat(config.getData().get("neutron.conf")).contains("rabbit_quorum_queue = true");
    assertThat(Given.object(fresh("neutron"), StatefulSet.class, "neutron-ovn-maintenance"))
        .isNotNull();
  }

  @Test
  void recipe_ofNeutron_mountsTheFilesOfItsBackEnd_secretOnesOutOfASecret() throws IOException {
    Apply config = Given.task(fresh("neutron"), Apply.class, "config");
    assertThat(config.secrets())
        .contains(
            new SecretTemplate(
                "neutron-files", Map.of("_etc_neutron_acme_key.pem", "${secret:acme/key@3}")));
    assertThat(config.objects().toString()).contains("_etc_neutron_acme_fabric.json={}");

    Deployment api = Given.object(fresh("neutron"), Deployment.class, "neutron");
    var pod = api.getSpec().getTemplate();
    assertThat(pod.getMetadata().getAnnotations().get("osplane.io/secret-epochs"))
        .contains("acme/key@3");
    assertThat(pod.getSpec().getContainers().get(0).getVolumeMounts())
        .filteredOn(mount -> mount.getMountPath().startsWith("/etc/neutron/acme/"))
        .extracting(VolumeMount::getName, VolumeMount::getMountPath, VolumeMount::getSubPath)
        .containsExactlyInAnyOrder(
            tuple("config", "/etc/neutron/acme/fabric.json", "_etc_neutron_acme_fabric.json"),
            tuple("secret-files", "/etc/neutron/acme/key.pem", "_etc_neutron_acme_key.pem"));
  }

  @Test
  void claim_ofNeutron_namesTheServicePluginsOfItsSpec() throws IOException {
    ApiServiceSpec spec =
        ApiServiceSpec.of("neutron", 1).withOption("DEFAULT", "service_plugins", "trunk, qos,");
    assertThat(service("neutron").claims(spec, Given.PLANE))
        .contains(NetworkClaim.of("neutron").with(List.of("trunk", "qos")));
  }

  @ParameterizedTest
  @CsvSource({
    "images, 0.5, storage[images], '''0.5'' is less than 1Mi'",
    "disks, 5Gi, storage[disks], is no volume of glance"
  })
  void validate_whenTheStorageIsWrong_saysWhere(
      String volume, String size, String path, String problem) throws IOException {
    assertThat(
            service("glance")
                .validate(ApiServiceSpec.of("glance", 2).withStorage(volume, size), Given.PLANE))
        .extracting(Violation::path, Violation::problem)
        .containsExactly(tuple(path, problem));
  }

  @Test
  void change_ofAnOption_movesTheServersAfterwards() throws IOException {
    ApiServiceSpec spec = ApiServiceSpec.of("placement", 2);
    List<Task> recipe =
        service("placement")
            .recipe(Given.change(spec, spec.withOption("DEFAULT", "debug", "true")));
    assertThat(Given.names(recipe)).contains("FOLLOW servers", "FOLLOW ready", "EXPAND schema");
  }

  @Test
  void rendering_ofARange_leavesTheNumberToOthers() throws IOException {
    List<Task> recipe =
        service("nova")
            .recipe(Given.fresh(ApiServiceSpec.of("nova", 2).withReplicas(Replicas.between(2, 6))));
    assertThat(
            Given.object(recipe, StatefulSet.class, "nova-conductor")
                .getMetadata()
                .getAnnotations())
        .containsEntry("osplane.io/replicas", "2-6");
  }

  @Test
  void recipe_ofNova_putsEverySecretOptionApart() throws IOException {
    String secrets =
        Given.task(fresh("nova"), Apply.class, "config").secrets().get(0).files().toString();
    assertThat(secrets)
        .contains("[DEFAULT]\ntransport_url = rabbit://", "[api_database]\nconnection = mysql")
        .contains("metadata_proxy_shared_secret = ${secret:nova-metadata/secret@1}")
        .doesNotContain("use_stderr", "service_metadata_proxy", "username");
  }

  @Test
  void recipe_ofNeutron_passesItsFilesToTheApplication() throws IOException {
    Deployment api = Given.object(fresh("neutron"), Deployment.class, "neutron");
    assertThat(api.getSpec().getTemplate().getSpec().getContainers().get(0).getCommand())
        .containsSequence(
            "--pyargv",
            "--config-file /etc/neutron/neutron.conf"
                + " --config-file /etc/neutron/plugins/ml2/ml2_conf.ini");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nova", "neutron", "glance", "placement"})
  void upgrade_ofARow_endsWithTheKeyOfTheNextApply(String kind) throws IOException {
    ApiServiceSpec spec = ApiServiceSpec.of(kind, 2);
    var next = Given.plane("2026.1", Given.PLANE.images());
    Run last =
        Given.task(
            service(kind).recipe(Given.upgrade(Given.PLANE, next, spec, spec)),
            Run.class,
            "schema");
    Run later =
        Given.task(
            service(kind).recipe(Given.upgrade(next, next, spec, spec)), Run.class, "schema");
    assertThat(later.key()).isEqualTo(last.key());
    assertThat(last.needs().claims()).hasSizeGreaterThanOrEqualTo(1);
  }

  @Test
  void upgrade_ofAServiceWithoutMigration_goesFromExpansionToServers() throws IOException {
    ApiServiceSpec spec = ApiServiceSpec.of("nova", 2);
    List<Task> recipe =
        service("nova")
            .recipe(
                Given.upgrade(
                    Given.PLANE, Given.plane("2026.1", Given.PLANE.images()), spec, spec));
    assertThat(Given.names(recipe)).doesNotContain("EXPAND schema-migrate");
    assertThat(Given.task(recipe, Apply.class, "servers").needs().tasks())
        .contains("schema-expand");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "imagee: openstack",
        "user: many",
        "servers: {api: {port: 1, port: 2}}",
        "schema: {install: nova-manage}"
      })
  void parse_whenARowIsWrong_refusesIt(String row) {
    assertThatThrownBy(() -> ApiService.parse("x", row, RowTest.class))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void recipe_whenARowUsesWhatItDoesNotClaim_namesIt() throws IOException {
    String row = text("placement").replace("{database.main.url}", "{database.other.url}");
    ApiService service = ApiService.parse("placement", row, RowTest.class);
    assertThatThrownBy(() -> service.recipe(Given.fresh(ApiServiceSpec.of("placement", 2))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("{database.other.url}");
  }
}
