package io.osplane.testkit.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A namespace of a scenario's own, and plain HTTP to the API server that holds it.
 *
 * <p>Bodies are YAML; {@code IMAGE} and {@code NAMESPACE} in them stand for this site's.
 */
final class Site implements AutoCloseable {
  static final String CORE = "api/v1";
  static final String APPS = "apis/apps/v1";
  static final String BATCH = "apis/batch/v1";
  static final String LEASES = "apis/coordination.k8s.io/v1";
  static final String RBAC = "apis/rbac.authorization.k8s.io/v1";
  private static final String YAML = "application/yaml";

  private final World world;
  private final KubernetesClient client;
  private final String namespace;
  private final boolean owner;
  private final NodeMarks marks;

  private Site(World world, KubernetesClient client, String namespace, boolean owner) {
    this.world = world;
    this.client = client;
    this.namespace = namespace;
    this.owner = owner;
    this.marks = new NodeMarks(client, namespace);
  }

  static Site open(World world) {
    String name = "fidelity-" + UUID.randomUUID().toString().substring(0, 8);
    world
        .admin()
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    Site site = new Site(world, world.admin(), name, true);
    site.await(CORE, "serviceaccounts/default", Objects::nonNull);
    site.await(CORE, "configmaps/kube-root-ca.crt", Objects::nonNull);
    return site;
  }

  /** The same namespace as somebody else sees it. */
  Site as(String token) {
    Config config =
        new ConfigBuilder(client.getConfiguration())
            .withClientCertData(null)
            .withClientCertFile(null)
            .withClientKeyData(null)
            .withClientKeyFile(null)
            .withOauthToken(token)
            .build();
    KubernetesClient other = new KubernetesClientBuilder().withConfig(config).build();
    return new Site(world, other, namespace, false);
  }

  World world() {
    return world;
  }

  KubernetesClient client() {
    return client;
  }

  /** Labels on nodes. */
  NodeMarks marks() {
    return marks;
  }

  String namespace() {
    return namespace;
  }

  Reply get(String api, String path) {
    return send("GET", api, path, YAML, null);
  }

  Reply post(String api, String path, String yaml) {
    return send("POST", api, path, YAML, yaml);
  }

  Reply put(String api, String path, String yaml) {
    return send("PUT", api, path, YAML, yaml);
  }

  Reply delete(String api, String path, String options) {
    return send("DELETE", api, path, YAML, options);
  }

  /** A JSON merge patch. */
  Reply merge(String api, String path, String json) {
    return send("PATCH", api, path, "application/merge-patch+json", json);
  }

  /** Server-side apply; the path has the parameters. */
  Reply apply(String api, String path, String yaml) {
    return send("PATCH", api, path, "application/apply-patch+yaml", yaml);
  }

  private Reply send(String method, String api, String path, String type, String body) {
    return call(method, "/" + api + "/namespaces/" + namespace + "/" + path, type, body);
  }

  /** A request to a path that is not in the namespace. */
  Reply call(String method, String path, String type, String body) {
    var answer = exchange(method, path, type, body);
    return Reply.of(answer.code(), answer.body());
  }

  private HttpResponse<String> exchange(String method, String path, String type, String body) {
    String url = client.getConfiguration().getMasterUrl().replaceFirst("/$", "") + path;
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(url)
            .method(method, type, body == null ? null : filled(body))
            .build();
    return client
        .getHttpClient()
        .sendAsync(request, String.class)
        .orTimeout(world.patience(), TimeUnit.SECONDS)
        .join();
  }

  /** A body of an answer that is expected. */
  JsonNode expected(String yaml) {
    return Reply.yaml(filled(yaml));
  }

  private String filled(String yaml) {
    return yaml.replace("NAMESPACE", namespace).replace("IMAGE", world.image());
  }

  /** What a watch tells that begins at a revision and ends after a second. */
  List<JsonNode> events(String api, String path, String revision) {
    String query =
        (path.contains("?") ? "&" : "?") + "watch=true&timeoutSeconds=1&resourceVersion=";
    String url = "/" + api + "/namespaces/" + namespace + "/" + path + query + revision;
    return exchange("GET", url, YAML, null).body().lines().map(Reply::json).toList();
  }

  /** Waits until an object is as it should be; it is null while it does not exist. */
  JsonNode await(String api, String path, Predicate<JsonNode> condition) {
    world.settle();
    String[] parts = path.split("/");
    String[] version = api.replaceFirst("apis?/", "").split("/");
    ResourceDefinitionContext kind =
        new ResourceDefinitionContext.Builder()
            .withGroup(version.length > 1 ? version[0] : "")
            .withVersion(version[version.length - 1])
            .withPlural(parts[0])
            .withNamespaced(true)
            .build();
    GenericKubernetesResource found =
        client
            .genericKubernetesResources(kind)
            .inNamespace(namespace)
            .withName(parts[1])
            .waitUntilCondition(
                r -> condition.test(r == null ? null : Reply.tree(r)),
                world.patience(),
                TimeUnit.SECONDS);
    return found == null ? null : Reply.tree(found);
  }

  /** Waits until there is a pod as it should be, whatever its name. */
  JsonNode awaitPod(Predicate<JsonNode> condition) {
    world.settle();
    return client
        .pods()
        .inNamespace(namespace)
        .informOnCondition(pods -> pods.stream().map(Reply::tree).anyMatch(condition))
        .orTimeout(world.patience(), TimeUnit.SECONDS)
        .join()
        .stream()
        .map(Reply::tree)
        .filter(condition)
        .findFirst()
        .orElseThrow();
  }

  void awaitGone(String api, String path) {
    await(api, path, Objects::isNull);
  }

  /** Ends the pods, then the namespace; no node keeps a mark. */
  @Override
  public void close() {
    if (!owner) {
      client.close();
      return;
    }
    marks.close();
    client.apps().daemonSets().inNamespace(namespace).delete();
    client.apps().statefulSets().inNamespace(namespace).delete();
    client.apps().deployments().inNamespace(namespace).delete();
    client.apps().replicaSets().inNamespace(namespace).delete();
    client.batch().v1().jobs().inNamespace(namespace).delete();
    var pods = client.pods().inNamespace(namespace);
    pods.withGracePeriod(1).delete();
    pods.list().getItems().forEach(p -> awaitGone(CORE, "pods/" + p.getMetadata().getName()));
    client.namespaces().withName(namespace).delete();
  }
}
