package io.osplane.testkit.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceServerTest extends WithServices {
  private static final String NO_TOKEN = "";
  private static final Map<String, String[]> INSTALL =
      Map.of(
          "glance", new String[] {"glance-manage db sync"},
          "placement", new String[] {"placement-manage db sync"},
          "nova",
              new String[] {
                "nova-manage api_db sync", SchemaCommandsTest.CELLS, "nova-manage db sync"
              },
          "neutron", new String[] {"neutron-db-manage upgrade heads"},
          "heat", new String[] {"heat-manage db_sync"},
          "cinder", new String[] {"cinder-manage db sync"});

  private void install(String service) {
    runDatabase();
    configure(service);
    runCommands(service, INSTALL.get(service));
  }

  private HttpResponse<String> ask(String service, String path, String token) {
    Map<String, String> headers = token.isEmpty() ? Map.of() : Map.of("x-auth-token", token);
    return ask(service + ":8000", "GET", path, headers, "");
  }

  @ParameterizedTest
  @CsvSource({
    "placement, /usr/bin/placement-api",
    "nova, /usr/bin/nova-api-wsgi",
    "nova, /usr/bin/nova-metadata-wsgi",
    "neutron, /usr/bin/neutron-api"
  })
  void server_withoutItsSchema_endsWithAnError(String service, String wsgi) {
    runDatabase();
    configure(service);

    runServer(service, wsgi, "/");

    assertThat(status(service).getRestartCount()).isPositive();
    assertThat(status(service).getLastState().getTerminated().getExitCode()).isEqualTo(22);
    assertThat(saidBefore(service)).contains("CRITICAL " + service, "doesn't exist");
  }

  @Test
  void server_withoutADatabaseServer_triesTenTimes() {
    configure("neutron");

    runServer("neutron", "/usr/bin/neutron-api", "/");

    assertThat(saidBefore("neutron").lines().filter(l -> l.contains("attempts left"))).hasSize(9);
    assertThat(saidBefore("neutron")).contains("CRITICAL neutron", "2003");
  }

  @Test
  void glance_withoutItsSchema_isReady() {
    configure("glance");

    runServer("glance", "/usr/bin/glance-wsgi-api", "/healthcheck");

    assertThat(status("glance").getReady()).isTrue();
    assertThat(ask("glance", "/", NO_TOKEN).statusCode()).isEqualTo(300);
  }

  @ParameterizedTest
  @CsvSource({
    "placement, /usr/bin/placement-api, /, '\"v1.0\"'",
    "nova, /usr/bin/nova-api-wsgi, /v2.1/, '\"v2.1\"'",
    "nova, /usr/bin/nova-metadata-wsgi, /, latest",
    "neutron, /usr/bin/neutron-api, /, '\"v2.0\"'"
  })
  void server_withItsSchema_isReady_andTellsItsVersions(
      String service, String wsgi, String path, String version) {
    install(service);

    runServer(service, wsgi, "/");

    assertThat(status(service).getReady()).isTrue();
    assertThat(ask(service, path, NO_TOKEN).body()).contains(version);
  }

  @ParameterizedTest
  @CsvSource({
    "glance, /usr/bin/glance-wsgi-api, /v2/images?limit=1, '{\"images\":[]}'",
    "placement, /usr/bin/placement-api, /resource_providers, '{\"resource_providers\":[]}'",
    "nova, /usr/bin/nova-api-wsgi, /v2.1/os-services, '{\"services\":[]}'",
    "neutron, /usr/bin/neutron-api, /v2.0/security-groups, '{\"security_groups\":[]}'",
    "cinder, /usr/bin/cinder-wsgi, /v3/types?limit=1, '{\"volume_types\":[]}'",
    "heat, /usr/bin/heat-wsgi-api, /v1/0123456789abcdef0123456789abcdef/stacks, '{\"stacks\":[]}'"
  })
  void lists_areForCallersWithAToken(String service, String wsgi, String path, String empty) {
    install(service);
    runKeystone();
    runServer(service, wsgi, service.equals("glance") ? "/healthcheck" : "/");

    HttpResponse<String> listed = ask(service, path, adminToken());

    assertThat(listed.statusCode()).as(listed.body()).isEqualTo(200);
    assertThat(listed.body()).isEqualTo(empty);
    assertThat(ask(service, path, NO_TOKEN).statusCode()).isEqualTo(401);
    assertThat(ask(service, path, "another.token").statusCode()).isEqualTo(401);
    assertThat(ask(service, "/elsewhere", adminToken()).statusCode()).isEqualTo(501);
  }

  @Test
  void lists_whenKeystoneIsGone_areUnavailable() {
    install("placement");
    runKeystone();
    runServer("placement", "/usr/bin/placement-api", "/");
    String token = adminToken();

    client.pods().withName("keystone").withGracePeriod(0).delete();
    settle();

    assertThat(ask("placement", "/traits", token).statusCode()).isEqualTo(503);
    assertThat(said("placement")).contains("Unable to validate token");
  }

  @Test
  void lists_whenTheServiceMayNotLogIn_areUnavailable() {
    runDatabase();
    create(
        "service-config.yaml",
        text -> text.replace("SERVICE", "glance").replace("adminpass", "another"));
    runKeystone();
    runServer("glance", "/usr/bin/glance-wsgi-api", "/healthcheck");

    assertThat(ask("glance", "/v2/images", adminToken()).statusCode()).isEqualTo(503);
  }

  @Test
  void lists_withoutSchema_areAnInternalError() {
    runDatabase();
    configure("glance");
    runKeystone();
    runServer("glance", "/usr/bin/glance-wsgi-api", "/healthcheck");

    assertThat(ask("glance", "/v2/images", adminToken()).statusCode()).isEqualTo(500);
    assertThat(status("glance").getReady()).isTrue();
  }

  @Test
  void metadata_isNotForStrangers() {
    install("nova");
    runServer("nova", "/usr/bin/nova-metadata-wsgi", "/");

    assertThat(ask("nova", "/openstack/latest/meta_data.json", NO_TOKEN).statusCode())
        .isEqualTo(400);
  }
}
