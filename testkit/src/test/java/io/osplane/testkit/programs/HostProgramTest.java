package io.osplane.testkit.programs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.osplane.Ticker;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HostProgramTest extends WithServices {
  private static final String ALL = "/v2.1/os-services";
  private static final String SERVICES = ALL + "?binary=nova-compute";
  private static final String HYPERVISORS = "/v2.1/os-hypervisors";
  private static final String LIVE = "{\"os-migrateLive\":{\"host\":null}}";

  /** Nova with its bus and conductor, Placement and Keystone; no hosts. */
  private void runCloud() {
    runDatabase();
    configure("nova");
    runCommands("nova", "nova-manage api_db sync", SchemaCommandsTest.CELLS, "nova-manage db sync");
    createAccount("placement", "placement");
    create(
        "service-config.yaml",
        text ->
            text.replace("SERVICE", "placement")
                .replace(
                    "cloud:secret@galera:3306/cloud", "placement:secret@galera:3306/placement"));
    runCommands("placement", "placement-manage db sync");
    runKeystone();
    runServer("nova", "/usr/bin/nova-api-wsgi", "/");
    runServer("placement", "/usr/bin/placement-api", "/");
    enter("placement", "http://placement:8000");
    create("rabbitmq.yaml");
    assertThat(
            exec(
                    "rabbitmq-0",
                    WorkerProgramTest.DEFINITIONS,
                    "rabbitmqctl",
                    "-q",
                    "import_definitions",
                    "/dev/stdin")
                .code())
        .isZero();
    runConductor("conductor-0");
  }

  /** Makes an entry of the catalogue. */
  private void enter(String type, String url) {
    String service = "{\"service\":{\"name\":\"%s\",\"type\":\"%s\"}}".formatted(type, type);
    String id = json(ask("POST", "/v3/services", adminToken(), service)).at("/service/id").asText();
    String endpoint =
        "{\"endpoint\":{\"service_id\":\"%s\",\"interface\":\"internal\",\"url\":\"%s\"}}";
    ask("POST", "/v3/endpoints", adminToken(), endpoint.formatted(id, url));
  }

  private void runConductor(String pod) {
    runProcess("nova", pod, "", List.of("nova-conductor"));
  }

  private void runHost(String node) {
    create("host.yaml", text -> text.replace("HOST", node));
    pass();
  }

  private void pass() {
    cluster.clock().advance(Duration.ofSeconds(30));
  }

  private HttpResponse<String> nova(String method, String path, String body) {
    return ask("nova:8000", method, path, Map.of("x-auth-token", adminToken()), body);
  }

  private JsonNode services() {
    return json(nova("GET", SERVICES, "")).path("services");
  }

  private JsonNode placement(String path) {
    return json(ask("placement:8000", "GET", path, Map.of("x-auth-token", adminToken()), ""));
  }

  private JsonNode server(String id) {
    return json(nova("GET", "/v2.1/servers/" + id, "")).path("server");
  }

  /** Asks for a server on a host, or on any; gives its id. */
  private String boot(String zone) {
    String body = "{\"server\":{\"name\":\"guest\",\"availability_zone\":\"%s\"}}".formatted(zone);
    return json(nova("POST", "/v2.1/servers", body)).at("/server/id").asText();
  }

  private void endPod(String name) {
    client.pods().withName(name).withGracePeriod(0).delete();
    settle();
  }

  private boolean isReady(String pod) {
    return client.pods().withName(pod).get().getStatus().getContainerStatuses().stream()
        .allMatch(ContainerStatus::getReady);
  }

  @Test
  void host_whenItRuns_isReady_andKnownToNovaAndPlacement() {
    runCloud();

    runHost("node1");

    assertThat(isReady("libvirt-node1")).isTrue();
    assertThat(isReady("agent-node1")).isTrue();
    assertThat(services()).hasSize(1);
    assertThat(services().get(0).path("host").asText()).isEqualTo("node1");
    assertThat(services().get(0).path("state").asText()).isEqualTo("up");
    assertThat(services().get(0).path("status").asText()).isEqualTo("enabled");
    JsonNode provider = placement("/resource_providers?name=node1").at("/resource_providers/0");
    String inventories = "/resource_providers/" + provider.path("uuid").asText() + "/inventories";
    assertThat(placement(inventories).at("/inventories/VCPU/total").asInt()).isEqualTo(8);
  }

  @Test
  void agent_withoutTheBus_isNotReady_andNotKnown() {
    runCloud();
    client.apps().statefulSets().withName("rabbitmq").scale(0);
    settle();

    runHost("node1");

    assertThat(isReady("agent-node1")).isFalse();
    assertThat(services()).isEmpty();
  }

  @Test
  void agent_withoutConductor_isKnownWhenThereIsOne() {
    runCloud();
    endPod("conductor-0");
    runHost("node1");
    assertThat(services()).isEmpty();

    runConductor("conductor-1");
    pass();

    assertThat(services()).hasSize(1);
  }

  @Test
  void host_whoseAgentIsGone_isKnownAndDown_andTheSameWhenItIsBack() {
    runCloud();
    runHost("node1");
    String id = services().get(0).path("id").asText();
    nova("PUT", "/v2.1/os-services/" + id, "{\"status\":\"disabled\",\"disabled_reason\":\"x\"}");

    endPod("agent-node1");
    cluster.clock().advance(Duration.ofMinutes(1));
    assertThat(services().get(0).path("state").asText()).isEqualTo("down");
    endPod("libvirt-node1");
    runHost("node1");

    assertThat(services()).hasSize(1);
    assertThat(services().get(0).path("id").asText()).isEqualTo(id);
    assertThat(services().get(0).path("state").asText()).isEqualTo("up");
    assertThat(services().get(0).path("disabled_reason").asText()).isEqualTo("x");
  }

  @Test
  void agent_thatIsGone_isUpForAMinuteMore_andThenDown() {
    runCloud();
    runHost("node1");
    List<JsonNode> rightAfter = new ArrayList<>();

    whileTimeStandsStill(
        () -> {
          client.pods().withName("agent-node1").withGracePeriod(0).delete();
          rightAfter.add(services().get(0));
        });
    cluster.clock().advance(Duration.ofMinutes(2));

    assertThat(client.pods().withName("agent-node1").get()).isNull();
    assertThat(rightAfter.get(0).path("state").asText()).isEqualTo("up");
    assertThat(services().get(0).path("state").asText()).isEqualTo("down");
    assertThat(services().get(0).path("updated_at"))
        .isEqualTo(rightAfter.get(0).path("updated_at"));
  }

  private void whileTimeStandsStill(Runnable action) {
    Ticker ticker = cluster.clock().asTicker();
    CompletableFuture.runAsync(
            action,
            task -> {
              Ticker.Alarm unused = ticker.after(Duration.ofSeconds(1), task);
            })
        .join();
  }

  @Test
  void agent_thatIsStopped_staysReady_andNeitherAnswersNorReports_untilItIsContinued() {
    runCloud();
    runHost("node1");
    String one = HYPERVISORS + "/" + hypervisor("node1");
    assertThat(json(nova("GET", one, "")).at("/hypervisor/uptime").asText()).isNotEmpty();

    whileTimeStandsStill(
        () -> {
          assertThat(exec("agent-node1", "", "pkill", "-STOP", "nova-compute").code()).isZero();
          assertThat(nova("GET", one, "").statusCode()).isEqualTo(500);
        });
    cluster.clock().advance(Duration.ofMinutes(2));

    assertThat(isReady("agent-node1")).isTrue();
    assertThat(services().get(0).path("state").asText()).isEqualTo("down");
    assertThat(nova("GET", one, "").statusCode()).as("it is not called").isEqualTo(200);
    assertThat(exec("agent-node1", "", "pkill", "-CONT", "nova-compute").code()).isZero();
    pass();
    assertThat(services().get(0).path("state").asText()).isEqualTo("up");
    assertThat(json(nova("GET", one, "")).at("/hypervisor/uptime").asText()).isNotEmpty();
  }

  private String hypervisor(String host) {
    String path = HYPERVISORS + "?hypervisor_hostname_pattern=" + host;
    return json(nova("GET", path, "")).at("/hypervisors/0/id").asText();
  }

  @Test
  void hypervisor_thatThereIsNot_isNotFound() {
    runCloud();

    assertThat(json(nova("GET", HYPERVISORS, "")).path("hypervisors")).isEmpty();
    assertThat(nova("GET", HYPERVISORS + "/nobody", "").statusCode()).isEqualTo(404);
    assertThat(nova("GET", HYPERVISORS + "?hypervisor_hostname_pattern=x", "").statusCode())
        .isEqualTo(404);
  }

  @Test
  void conductor_isKnownByItsPod_alsoWhenThatIsNoMore() {
    runCloud();
    endPod("conductor-0");
    runConductor("conductor-1");
    cluster.clock().advance(Duration.ofMinutes(2));

    JsonNode all = json(nova("GET", ALL, "")).path("services");

    assertThat(all.findValuesAsText("host")).containsExactly("conductor-0", "conductor-1");
    assertThat(all.findValuesAsText("state")).containsExactly("down", "up");
  }

  @Test
  void service_withAServer_isNotDeleted_andWithoutItGoesWithItsProvider() {
    runCloud();
    runHost("node1");
    String service = "/v2.1/os-services/" + services().get(0).path("id").asText();
    String server = boot("nova:node1");

    assertThat(nova("DELETE", service, "").statusCode()).isEqualTo(409);
    assertThat(nova("DELETE", "/v2.1/servers/" + server, "").statusCode()).isEqualTo(204);
    assertThat(nova("DELETE", service, "").statusCode()).isEqualTo(204);

    assertThat(services()).isEmpty();
    assertThat(placement("/resource_providers").path("resource_providers")).isEmpty();
    assertThat(nova("DELETE", service, "").statusCode()).isEqualTo(404);
  }

  @Test
  void server_isPlacedOnAHostThatTakesSome_andRunsSoon() {
    runCloud();
    runHost("node1");
    runHost("node2");
    String first = services().get(0).path("id").asText();
    nova("PUT", "/v2.1/os-services/" + first, "{\"status\":\"disabled\"}");

    String id = boot("");
    settle();

    assertThat(server(id).path("status").asText()).isEqualTo("ACTIVE");
    assertThat(server(id).path("OS-EXT-SRV-ATTR:host").asText()).isEqualTo("node2");
    assertThat(server(id).path("OS-EXT-STS:task_state").isNull()).isTrue();
  }

  @Test
  void server_withoutAnyHost_isAnError() {
    runCloud();

    assertThat(server(boot("")).path("status").asText()).isEqualTo("ERROR");
  }

  @Test
  void liveMigration_bringsAServerToAnotherHost_andIsRecorded() {
    runCloud();
    runHost("node1");
    runHost("node2");
    String id = boot("nova:node1");
    settle();

    assertThat(nova("POST", "/v2.1/servers/" + id + "/action", LIVE).statusCode()).isEqualTo(202);
    settle();

    assertThat(server(id).path("OS-EXT-SRV-ATTR:host").asText()).isEqualTo("node2");
    JsonNode migrations = json(nova("GET", "/v2.1/os-migrations?instance_uuid=" + id, ""));
    assertThat(migrations.at("/migrations/0/status").asText()).isEqualTo("completed");
    assertThat(migrations.at("/migrations/0/source_compute").asText()).isEqualTo("node1");
  }

  @Test
  void liveMigration_withoutAnotherHost_endsWithAnError() {
    runCloud();
    runHost("node1");
    String id = boot("nova:node1");
    settle();

    assertThat(nova("POST", "/v2.1/servers/" + id + "/action", LIVE).statusCode()).isEqualTo(202);

    assertThat(server(id).path("OS-EXT-SRV-ATTR:host").asText()).isEqualTo("node1");
    JsonNode migrations = json(nova("GET", "/v2.1/os-migrations?instance_uuid=" + id, ""));
    assertThat(migrations.at("/migrations/0/status").asText()).isEqualTo("error");
  }

  @Test
  void liveMigration_ofAServerThatDoesNotRun_isAConflict() {
    runCloud();
    String id = boot("");

    assertThat(nova("POST", "/v2.1/servers/" + id + "/action", LIVE).statusCode()).isEqualTo(409);
  }

  @Test
  void liveMigration_toAHostWithoutCertificate_endsWithAnError_untilLibvirtMadeItAnew() {
    runCloud();
    runHost("node1");
    runHost("node2");
    String id = boot("nova:node1");
    settle();
    String certificate = "/var/lib/libvirt/tls/server-cert.pem";
    assertThat(exec("libvirt-node2", "", "rm", certificate).code()).isZero();

    nova("POST", "/v2.1/servers/" + id + "/action", LIVE);
    settle();
    assertThat(server(id).path("OS-EXT-SRV-ATTR:host").asText()).isEqualTo("node1");
    assertThat(server(id).path("OS-EXT-STS:task_state").isNull()).isTrue();
    assertThat(migrations(id)).containsExactly("error");

    endPod("agent-node2");
    endPod("libvirt-node2");
    runHost("node2");
    nova("POST", "/v2.1/servers/" + id + "/action", LIVE);
    settle();
    assertThat(migrations(id)).containsExactly("completed", "error");
  }

  private List<String> migrations(String server) {
    return json(nova("GET", "/v2.1/os-migrations?instance_uuid=" + server, ""))
        .path("migrations")
        .findValuesAsText("status");
  }

  @Test
  void resize_holdsTheHostThatAServerCameFrom_untilItIsConfirmed() {
    runCloud();
    runHost("node1");
    runHost("node2");
    String id = boot("nova:node1");
    settle();
    String service = "/v2.1/os-services/" + services().get(0).path("id").asText();
    assertThat(services().get(0).path("host").asText()).isEqualTo("node1");

    assertThat(act(id, "resize")).isEqualTo(202);
    assertThat(server(id).path("status").asText()).isEqualTo("VERIFY_RESIZE");
    assertThat(server(id).path("OS-EXT-SRV-ATTR:host").asText()).isEqualTo("node2");
    assertThat(migrations(id)).containsExactly("finished");
    assertThat(nova("DELETE", service, "").statusCode()).isEqualTo(409);
    assertThat(act(id, "resize")).isEqualTo(409);

    assertThat(act(id, "confirmResize")).isEqualTo(204);
    assertThat(server(id).path("status").asText()).isEqualTo("ACTIVE");
    assertThat(migrations(id)).containsExactly("confirmed");
    assertThat(nova("DELETE", service, "").statusCode()).isEqualTo(204);
  }

  @Test
  void resize_thatIsTakenBack_bringsTheServerBack() {
    runCloud();
    runHost("node1");
    runHost("node2");
    String id = boot("nova:node1");
    settle();
    assertThat(act(id, "confirmResize")).as("there is nothing to confirm").isEqualTo(409);
    assertThat(act(id, "resize")).isEqualTo(202);

    assertThat(act(id, "revertResize")).isEqualTo(202);

    assertThat(server(id).path("OS-EXT-SRV-ATTR:host").asText()).isEqualTo("node1");
    assertThat(migrations(id)).containsExactly("reverted");
  }

  @Test
  void servers_ofAHost_areThoseThatAreThere() {
    runCloud();
    runHost("node1");
    runHost("node2");
    String here = boot("nova:node1");
    String unused = boot("nova:node2");
    settle();

    JsonNode listed =
        json(nova("GET", "/v2.1/servers/detail?all_tenants=1&host=node1", "")).path("servers");

    assertThat(listed.findValuesAsText("id")).containsExactly(here);
  }

  private int act(String id, String action) {
    String body = "{\"%s\":null}".formatted(action);
    int status = nova("POST", "/v2.1/servers/" + id + "/action", body).statusCode();
    settle();
    return status;
  }

  @Test
  void shelving_takesAServerFromItsHost_andUnshelvingToOneThatTakesSome() {
    runCloud();
    runHost("node1");
    runHost("node2");
    String id = boot("nova:node1");
    settle();
    assertThat(act(id, "os-stop")).isEqualTo(202);
    assertThat(server(id).path("status").asText()).isEqualTo("SHUTOFF");

    assertThat(act(id, "shelve")).isEqualTo(202);
    assertThat(server(id).path("status").asText()).isEqualTo("SHELVED_OFFLOADED");
    assertThat(server(id).path("OS-EXT-SRV-ATTR:host").asText()).isEmpty();
    assertThat(act(id, "os-stop")).as("it is on no host").isEqualTo(409);

    assertThat(act(id, "unshelve")).isEqualTo(202);
    assertThat(server(id).path("status").asText()).isEqualTo("ACTIVE");
    assertThat(server(id).path("OS-EXT-SRV-ATTR:host").asText()).startsWith("node");
  }

  @Test
  void unshelving_whereNoHostTakesServers_leavesItShelved() {
    runCloud();
    runHost("node1");
    String id = boot("nova:node1");
    settle();
    assertThat(act(id, "shelve")).isEqualTo(202);
    String service = services().get(0).path("id").asText();
    nova("PUT", "/v2.1/os-services/" + service, "{\"status\":\"disabled\"}");

    assertThat(act(id, "unshelve")).isEqualTo(202);

    assertThat(server(id).path("status").asText()).isEqualTo("SHELVED_OFFLOADED");
    assertThat(server(id).path("OS-EXT-STS:task_state").isNull()).isTrue();
  }

  @Test
  void tag_isPutAndTaken_andServersAreFoundByIt_butNotWhileTheyAreShelved() {
    runCloud();
    runHost("node1");
    String id = boot("nova:node1");
    settle();
    String tag = "/v2.1/servers/" + id + "/tags/blue";
    String found = "/v2.1/servers/detail?all_tenants=1&tags-any=red,blue";
    assertThat(json(nova("GET", found, "")).path("servers")).isEmpty();

    assertThat(nova("PUT", tag, "").statusCode()).isEqualTo(204);
    assertThat(json(nova("GET", found, "")).path("servers")).hasSize(1);
    assertThat(act(id, "shelve")).isEqualTo(202);
    assertThat(nova("DELETE", tag, "").statusCode()).isEqualTo(409);
    assertThat(act(id, "unshelve")).isEqualTo(202);
    assertThat(nova("DELETE", tag, "").statusCode()).isEqualTo(204);

    assertThat(json(nova("GET", found, "")).path("servers")).isEmpty();
  }

  @Test
  void traits_ofAProvider_areThoseThatWereGiven() {
    runCloud();
    runHost("node1");
    String id =
        placement("/resource_providers?name=node1").at("/resource_providers/0/uuid").asText();
    String path = "/resource_providers/" + id + "/traits";
    assertThat(placement(path).path("traits")).isEmpty();

    ask(
        "placement:8000",
        "PUT",
        path,
        Map.of("x-auth-token", adminToken()),
        "{\"traits\":[\"COMPUTE_STATUS_DISABLED\"]}");

    assertThat(placement(path).at("/traits/0").asText()).isEqualTo("COMPUTE_STATUS_DISABLED");
  }
}
