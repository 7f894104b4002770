package io.osplane.openstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.osplane.Access;
import io.osplane.testkit.SimulatedCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Somebody who uses a simulated cloud, as its administrator. */
final class SimulatedTenant {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final SimulatedCluster cluster;
  private final String namespace;
  private final String token;

  /** Logs in. */
  SimulatedTenant(SimulatedCluster cluster, KubernetesClient admin, Access access) {
    this.cluster = cluster;
    this.namespace = URI.create(access.authUrl()).getHost().split("\\.", -1)[1];
    this.token = logIn(access, password(admin, access));
  }

  private String password(KubernetesClient admin, Access access) {
    Secret secret = admin.secrets().inNamespace(namespace).withName(access.password().name()).get();
    byte[] bytes = Base64.getDecoder().decode(secret.getData().get(access.password().key()));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String logIn(Access access, String password) {
    String body =
        """
        {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"%s","password":"%s",
        "domain":{"name":"Default"}}}},"scope":{"project":{"name":"%s","domain":{"name":"Default"}}}}}
        """
            .formatted(access.user(), password, access.project());
    return ask("keystone:5000", "POST", "/v3/auth/tokens", Map.of(), body)
        .headers()
        .firstValue("x-subject-token")
        .orElseThrow();
  }

  /** Puts a server on a host and waits until it runs; gives its id. */
  String boot(String name, String host) {
    String body =
        "{\"server\":{\"name\":\"%s\",\"availability_zone\":\"nova:%s\"}}".formatted(name, host);
    JsonNode made = json(asAdmin("nova:8774", "POST", "/v2.1/servers", body));
    cluster.clock().settle();
    return made.path("server").path("id").asText();
  }

  /** Asks for an action without arguments on a server, and waits until it is done. */
  void act(String server, String action) {
    String body = "{\"%s\":null}".formatted(action);
    HttpResponse<String> answer =
        asAdmin("nova:8774", "POST", "/v2.1/servers/" + server + "/action", body);
    if (answer.statusCode() != 202 && answer.statusCode() != 204) {
      throw new IllegalStateException(action + ": " + answer.body());
    }
    cluster.clock().settle();
  }

  /** How the migrations of a server ended or stand, the last one first. */
  List<String> migrations(String server) {
    String path = "/v2.1/os-migrations?instance_uuid=" + server;
    return json(asAdmin("nova:8774", "GET", path, "")).findValuesAsText("status");
  }

  /** What Nova says of its processes, each as program, host and state. */
  List<String> services() {
    List<String> all = new ArrayList<>();
    json(asAdmin("nova:8774", "GET", "/v2.1/os-services", ""))
        .path("services")
        .forEach(
            s ->
                all.add(
                    "%s %s %s"
                        .formatted(
                            s.path("binary").asText(),
                            s.path("host").asText(),
                            s.path("state").asText())));
    return all;
  }

  /** The status with which Nova answers when it is asked to call the agent of a host. */
  int call(String host) {
    String list = "/v2.1/os-hypervisors?hypervisor_hostname_pattern=" + host;
    String id = json(asAdmin("nova:8774", "GET", list, "")).at("/hypervisors/0/id").asText();
    return asAdmin("nova:8774", "GET", "/v2.1/os-hypervisors/" + id, "").statusCode();
  }

  /** Gives a server a tag. */
  void tag(String server, String tag) {
    HttpResponse<String> answer =
        asAdmin("nova:8774", "PUT", "/v2.1/servers/" + server + "/tags/" + tag, "");
    if (answer.statusCode() != 204) {
      throw new IllegalStateException(tag + ": " + answer.body());
    }
  }

  String status(String server) {
    return json(asAdmin("nova:8774", "GET", "/v2.1/servers/" + server, ""))
        .at("/server/status")
        .asText();
  }

  /** The names of what Placement knows. */
  List<String> providers() {
    return json(asAdmin("placement:8778", "GET", "/resource_providers", ""))
        .findValuesAsText("name");
  }

  /** What the catalogue says, each as interface and URL. */
  Set<String> endpoints() {
    Set<String> all = new TreeSet<>();
    json(asAdmin("keystone:5000", "GET", "/v3/endpoints", ""))
        .path("endpoints")
        .forEach(e -> all.add(e.path("interface").asText() + " " + e.path("url").asText()));
    return all;
  }

  /** What the catalogue says of where services are, each as type and region. */
  Set<String> regions() {
    Map<String, String> types = new TreeMap<>();
    json(asAdmin("keystone:5000", "GET", "/v3/services", ""))
        .path("services")
        .forEach(s -> types.put(s.path("id").asText(), s.path("type").asText()));
    Set<String> all = new TreeSet<>();
    json(asAdmin("keystone:5000", "GET", "/v3/endpoints", ""))
        .path("endpoints")
        .forEach(
            e ->
                all.add(
                    types.get(e.path("service_id").asText()) + " " + e.path("region_id").asText()));
    return all;
  }

  private HttpResponse<String> asAdmin(String service, String method, String path, String body) {
    return ask(service, method, path, Map.of("x-auth-token", token), body);
  }

  private HttpResponse<String> ask(
      String service, String method, String path, Map<String, String> headers, String body) {
    String url = "%s/api/v1/namespaces/%s/services/%s/proxy%s";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url.formatted(cluster.url(), namespace, service, path)))
            .header("Authorization", "Bearer " + cluster.adminToken())
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(path, e);
    }
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(response.body(), e);
    }
  }
}
