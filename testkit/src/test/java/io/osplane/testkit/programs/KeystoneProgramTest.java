package io.osplane.testkit.programs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeystoneProgramTest extends WithKeystone {
  private void deploy() {
    runGalera();
    runKeystone();
  }

  private String make(String token, String collection, String singular, String fields) {
    HttpResponse<String> made =
        ask("POST", "/v3/" + collection, token, "{\"" + singular + "\":" + fields + "}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return json(made).path(singular).path("id").asText();
  }

  private int failedJobs() {
    Integer failed =
        client.batch().v1().jobs().withName("keystone-schema").get().getStatus().getFailed();
    return failed == null ? 0 : failed;
  }

  private String jobLog() {
    return client.batch().v1().jobs().withName("keystone-schema").getLog();
  }

  @Test
  void schemaJob_withoutDatabase_failsAndSaysWhy() {
    create("keystone.yaml");

    assertThat(failedJobs()).isEqualTo(1);
    assertThat(jobLog()).contains("Can't connect to MySQL server on 'galera'");
  }

  @Test
  void schemaJob_withWrongPassword_failsAndSaysWhy() {
    runGalera();
    createAccount("keystone", "keystone", "another");
    create("keystone.yaml");

    assertThat(failedJobs()).isEqualTo(1);
    assertThat(jobLog()).contains("Access denied for user 'keystone'").doesNotContain("secret");
  }

  @Test
  void schemaJob_withDatabase_succeeds_andTellsNoPassword() {
    deploy();

    assertThat(failedJobs()).isZero();
    assertThat(jobLog()).contains("running keystone-manage db_sync").doesNotContain("adminpass");
  }

  @Test
  void login_withTheRightPassword_givesATokenWithRolesAndCatalogue() {
    deploy();

    HttpResponse<String> answer = login("admin", "adminpass", "admin");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    JsonNode token = json(answer).path("token");
    assertThat(token.path("roles").get(0).path("name").asText()).isEqualTo("admin");
    assertThat(token.path("user").path("name").asText()).isEqualTo("admin");
    assertThat(token.path("catalog").get(0).path("endpoints")).hasSize(3);
    assertThat(token.path("expires_at").asText()).startsWith("2026-01-01T04:");
    assertThat(answer.body()).doesNotContain("password_hash");
  }

  @Test
  void login_withWrongPasswordOrProject_isUnauthorized() {
    deploy();

    assertThat(login("admin", "wrong", "admin").statusCode()).isEqualTo(401);
    assertThat(login("admin", "adminpass", "elsewhere").statusCode()).isEqualTo(401);
    assertThat(json(login("nobody", "x", "admin")).path("error").path("title").asText())
        .isEqualTo("Unauthorized");
  }

  @Test
  void login_whenTheDatabaseIsGone_isAnInternalError_whileTheServerStaysReady() {
    deploy();
    client.pods().withLabel("app", "galera").withGracePeriod(0).delete();
    settle();

    assertThat(login("admin", "adminpass", "admin").statusCode()).isEqualTo(500);
    assertThat(ask("GET", "/v3", "", "").statusCode()).isEqualTo(200);
    assertThat(ask("GET", "/healthcheck", "", "").statusCode()).isEqualTo(200);
  }

  @Test
  void serviceUser_whenRegistered_canLogIn_andChangeItsPassword() {
    deploy();
    String token = adminToken();
    String project = make(token, "projects", "project", "{\"name\":\"service\"}");
    String user = make(token, "users", "user", "{\"name\":\"nova\",\"password\":\"one\"}");
    String role =
        json(ask("GET", "/v3/roles?name=service", token, ""))
            .path("roles")
            .get(0)
            .path("id")
            .asText();

    String grant = "/v3/projects/" + project + "/users/" + user + "/roles/" + role;
    assertThat(login("nova", "one", "service").statusCode()).isEqualTo(401);
    assertThat(ask("PUT", grant, token, "").statusCode()).isEqualTo(204);
    assertThat(login("nova", "one", "service").statusCode()).isEqualTo(201);

    String change = "{\"user\":{\"password\":\"two\"}}";
    assertThat(ask("PATCH", "/v3/users/" + user, token, change).statusCode()).isEqualTo(200);
    assertThat(login("nova", "one", "service").statusCode()).isEqualTo(401);
    assertThat(login("nova", "two", "service").statusCode()).isEqualTo(201);
  }

  @Test
  void find_returnsOnlyWhatMatches_andNeverAHash() {
    deploy();
    String token = adminToken();

    HttpResponse<String> found = ask("GET", "/v3/users?domain_id=default&name=admin", token, "");
    HttpResponse<String> none = ask("GET", "/v3/services?name=nova&type=compute", token, "");

    assertThat(json(found).path("users")).hasSize(1);
    assertThat(found.body()).doesNotContain("hash");
    assertThat(json(none).path("services")).isEmpty();
  }

  @Test
  void requests_withoutAToken_areUnauthorized() {
    deploy();

    assertThat(ask("GET", "/v3/users", "none", "").statusCode()).isEqualTo(401);
  }

  @Test
  void validation_tellsWhoseATokenIs_andFindsNoOther() {
    deploy();
    String token = adminToken();

    HttpResponse<String> valid = validate(token, token);
    HttpResponse<String> unknown = validate(token, "another.token");

    assertThat(valid.statusCode()).isEqualTo(200);
    assertThat(json(valid).path("token").path("user").path("name").asText()).isEqualTo("admin");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(validate("none", token).statusCode()).isEqualTo(401);
  }

  @Test
  void validation_ofADisabledUsersToken_findsNone() {
    deploy();
    String admin = adminToken();
    String project = make(admin, "projects", "project", "{\"name\":\"service\"}");
    String user = make(admin, "users", "user", "{\"name\":\"nova\",\"password\":\"one\"}");
    String role = json(ask("GET", "/v3/roles?name=service", admin, "")).at("/roles/0/id").asText();
    ask("PUT", "/v3/projects/" + project + "/users/" + user + "/roles/" + role, admin, "");
    String token = tokenOf(login("nova", "one", "service"));
    assertThat(validate(admin, token).statusCode()).isEqualTo(200);

    ask("PATCH", "/v3/users/" + user, admin, "{\"user\":{\"enabled\":false}}");

    assertThat(validate(admin, token).statusCode()).isEqualTo(404);
  }

  /** Asks for a token of a domain, as a user in it. */
  private HttpResponse<String> loginTo(String domain, String user, String password) {
    return ask(
        "POST",
        "/v3/auth/tokens",
        "",
        """
        {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"%s",
        "password":"%s","domain":{"name":"%s"}}}},"scope":{"domain":{"name":"%s"}}}}
        """
            .formatted(user, password, domain, domain));
  }

  @Test
  void domain_withAnAdministratorOfItsOwn_letsItIn_untilItIsDisabled() {
    deploy();
    String admin = adminToken();
    String domain = make(admin, "domains", "domain", "{\"name\":\"heat\"}");
    String fields = "{\"name\":\"keeper\",\"password\":\"one\",\"domain_id\":\"" + domain + "\"}";
    String user = make(admin, "users", "user", fields);
    String role = json(ask("GET", "/v3/roles?name=admin", admin, "")).at("/roles/0/id").asText();
    String grant = "/v3/domains/" + domain + "/users/" + user + "/roles/" + role;
    assertThat(loginTo("heat", "keeper", "one").statusCode()).isEqualTo(401);

    assertThat(ask("PUT", grant, admin, "").statusCode()).isEqualTo(204);

    HttpResponse<String> login = loginTo("heat", "keeper", "one");
    assertThat(json(login).at("/token/domain/name").asText()).isEqualTo("heat");
    assertThat(validate(admin, tokenOf(login)).statusCode()).isEqualTo(200);
    assertThat(login("keeper", "one", "admin").statusCode()).isEqualTo(401);
    assertThat(ask("PUT", grant.replace(domain, "x"), admin, "").statusCode()).isEqualTo(404);
    ask("PATCH", "/v3/domains/" + domain, admin, "{\"domain\":{\"enabled\":false}}");
    assertThat(loginTo("heat", "keeper", "one").statusCode()).isEqualTo(401);
    assertThat(validate(admin, tokenOf(login)).statusCode()).isEqualTo(404);
  }

  @Test
  void token_afterItsTime_isRefused() {
    deploy();
    String token = adminToken();
    cluster.clock().advance(Duration.ofHours(5));

    assertThat(ask("GET", "/v3/users", token, "").statusCode()).isEqualTo(401);
  }

  @Test
  void restart_ofEverything_keepsUsersAndIds() {
    deploy();
    String before =
        json(login("admin", "adminpass", "admin")).path("token").path("user").toString();
    client.pods().withLabel("app", "galera").withGracePeriod(0).delete();
    settle();
    String said = get("galera-1", 9200, "/status");
    assertThat(bootstrap("galera-1", value(said, "uuid") + ":" + value(said, "seqno")).code())
        .isZero();

    assertThat(json(login("admin", "adminpass", "admin")).path("token").path("user").toString())
        .isEqualTo(before);
  }

  @Test
  void memcached_listens() {
    create("keystone.yaml");

    assertThat(client.pods().withName("memcached").get().getStatus().getConditions())
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    assertThat(status(() -> get("memcached", 80, "/"))).isEqualTo(503);
  }
}
