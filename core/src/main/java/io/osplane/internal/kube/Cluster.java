package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.osplane.error.RejectedException;
import io.osplane.internal.kube.FieldSchema.Kind;
import io.osplane.spi.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One namespace of a Kubernetes cluster, through its API server: the only place that reads and
 * writes it. Thread-safe.
 */
public final class Cluster {
  /** The field manager of everything that Osplane writes. */
  public static final String MANAGER = "osplane";

  /**
   * A list of objects and the version at which it was true.
   *
   * @param items each with its apiVersion and kind
   * @param version where a watch goes on
   */
  public record Listing(List<ObjectNode> items, String version) {}

  private final KubernetesClient client;
  private final String namespace;
  private final Http http;
  private final FieldSchema schema;
  private final Retrying retrying;
  private final KubernetesSerialization serialization = new KubernetesSerialization();

  public Cluster(KubernetesClient client, String namespace, FieldSchema schema) {
    this(client, namespace, schema, Retrying.USUAL);
  }

  public Cluster(KubernetesClient client, String namespace, FieldSchema schema, Retrying retrying) {
    this(client, namespace, schema, retrying, () -> Duration.ofDays(1));
  }

  private Cluster(
      KubernetesClient client,
      String namespace,
      FieldSchema schema,
      Retrying retrying,
      Supplier<Duration> left) {
    this.retrying = retrying;
    this.client = client;
    this.namespace = namespace;
    this.schema = schema;
    String url = client.getMasterUrl().toString();
    this.http =
        new Http(
            client.getHttpClient(),
            url.endsWith("/") ? url.substring(0, url.length() - 1) : url,
            retrying,
            left);
  }

  /**
   * The same namespace for a caller whose right to change it ends: nothing is sent, or sent again,
   * after that.
   *
   * @param left how much of it is left; throws when it is over
   */
  public Cluster under(Supplier<Duration> left) {
    return new Cluster(client, namespace, schema, retrying, left);
  }

  public String server() {
    return http.server();
  }

  public String namespace() {
    return namespace;
  }

  /**
   * The kind of an object.
   *
   * @throws RejectedException for a kind that Osplane does not know
   */
  public Kind kind(String apiVersion, String name) {
    return schema
        .kind(apiVersion, name)
        .orElseThrow(
            () ->
                new RejectedException(
                    apiVersion + " " + name,
                    "a kind that Osplane does not know",
                    "Render only the kinds of kubernetes-fields.json"));
  }

  public Kind kind(JsonNode object) {
    return kind(object.path("apiVersion").asText(), object.path("kind").asText());
  }

  /** An object of the Kubernetes model as JSON. */
  public ObjectNode toJson(HasMetadata object) {
    try {
      return (ObjectNode) Http.JSON.readTree(serialization.asJson(object));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JSON as an object of the Kubernetes model. */
  public <T extends HasMetadata> T toModel(JsonNode object, Class<T> type) {
    return serialization.unmarshal(object.toString(), type);
  }

  public Optional<ObjectNode> get(Kind kind, String name) {
    Http.Reply reply =
        http.send("reading " + kind.name() + " " + name, "GET", path(kind, name), null, null);
    if (reply.status() == 404) {
      return Optional.empty();
    }
    return Optional.of(accepted("reading " + kind.name() + " " + name, reply));
  }

  /** The objects with a label, in one request. */
  public Listing list(Kind kind, String labelSelector) {
    String tried = "listing " + kind.plural();
    ObjectNode body =
        accepted(
            tried,
            http.send(
                tried, "GET", path(kind, "") + "?labelSelector=" + enc(labelSelector), null, null));
    if (!body.path("items").isArray()) {
      throw Rejections.noKubernetes(tried, http.server());
    }
    List<ObjectNode> items = new ArrayList<>();
    body.path("items")
        .forEach(
            item ->
                items.add(
                    ((ObjectNode) item)
                        .put("apiVersion", kind.apiVersion())
                        .put("kind", kind.name())));
    return new Listing(items, body.path("metadata").path("resourceVersion").asText());
  }

  /**
   * Server-side apply as {@link #MANAGER}.
   *
   * @param force whether to take fields over that others hold
   * @throws io.osplane.error.OsplaneException if the server rejects the object
   */
  public ObjectNode apply(ObjectNode object, boolean force) {
    Kind kind = kind(object);
    String name = nameOf(object);
    String tried = "applying " + kind.name() + " " + name;
    String query = "?fieldManager=" + MANAGER + "&force=" + force;
    return accepted(
        tried,
        http.send(
            tried,
            "PATCH",
            path(kind, name) + query,
            "application/apply-patch+yaml",
            object.toString()));
  }

  /** Creates an object; empty if there is one of that name. */
  public Optional<ObjectNode> create(ObjectNode object) {
    Kind kind = kind(object);
    String tried = "creating " + kind.name() + " " + nameOf(object);
    Http.Reply reply =
        http.send(
            tried,
            "POST",
            path(kind, "") + "?fieldManager=" + MANAGER,
            "application/json",
            object.toString());
    return reply.status() == 409 && !reply.reason().equals("Conflict")
        ? ours(kind, object)
        : Optional.of(accepted(tried, reply));
  }

  /** Creates an object that nobody depends on, in one try; whether it was created. */
  public boolean offer(ObjectNode object) {
    String path = path(kind(object), "") + "?fieldManager=" + MANAGER;
    return http.isAccepted("POST", path, "application/json", object.toString());
  }

  /** Replaces an object at its resourceVersion; empty if it has changed or gone since. */
  public Optional<ObjectNode> replace(ObjectNode object) {
    Kind kind = kind(object);
    String tried = "writing " + kind.name() + " " + nameOf(object);
    Http.Reply reply =
        http.send(
            tried,
            "PUT",
            path(kind, nameOf(object)) + "?fieldManager=" + MANAGER,
            "application/json",
            object.toString());
    return reply.status() == 409 || reply.status() == 404
        ? ours(kind, object)
        : Optional.of(accepted(tried, reply));
  }

  /** A write whose answer was lost is sent again and meets itself: then it was carried out. */
  private Optional<ObjectNode> ours(Kind kind, ObjectNode sent) {
    return get(kind, nameOf(sent)).filter(live -> content(live).equals(content(sent)));
  }

  private static ObjectNode content(ObjectNode object) {
    ObjectNode content = object.deepCopy();
    content
        .withObject("/metadata")
        .remove(
            List.of("resourceVersion", "managedFields", "uid", "creationTimestamp", "generation"));
    return content;
  }

  /** Deletes an object with what belongs to it, if it is there and still the one of that UID. */
  public void delete(Kind kind, String name, String uid) {
    ObjectNode options = Http.JSON.createObjectNode().put("propagationPolicy", "Background");
    if (!uid.isEmpty()) {
      options.putObject("preconditions").put("uid", uid);
    }
    String tried = "deleting " + kind.name() + " " + name;
    Http.Reply reply =
        http.send(tried, "DELETE", path(kind, name), "application/json", options.toString());
    if (reply.status() != 404 && reply.status() != 409) {
      accepted(tried, reply);
    }
  }

  /** Asks the server whether this account may do something. */
  public boolean may(String verb, String group, String resource) {
    ObjectNode review =
        Http.JSON
            .createObjectNode()
            .put("apiVersion", "authorization.k8s.io/v1")
            .put("kind", "SelfSubjectAccessReview");
    int slash = resource.indexOf('/');
    review
        .putObject("spec")
        .putObject("resourceAttributes")
        .put("namespace", namespace)
        .put("verb", verb)
        .put("group", group)
        .put("resource", slash < 0 ? resource : resource.substring(0, slash))
        .put("subresource", slash < 0 ? "" : resource.substring(slash + 1));
    Http.Reply reply =
        http.send(
            "asking for rights",
            "POST",
            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            "application/json",
            review.toString());
    return accepted("asking for rights", reply).path("status").path("allowed").asBoolean();
  }

  /** Any object of the server, by path. */
  public Optional<JsonNode> read(String path) {
    Http.Reply reply = http.send("reading " + path, "GET", path, null, null);
    return reply.isSuccess() ? Optional.of(reply.body()) : Optional.empty();
  }

  /** Watches a kind from a version on until it is closed, or ends after many failures in a row. */
  public Watch watch(Kind kind, String labelSelector, String version, Watch.Listener to) {
    Watch.Subject subject =
        new Watch.Subject(kind, path(kind, ""), labelSelector, () -> list(kind, labelSelector));
    return new Watch(http, subject, to, WatchConnection.Limits.USUAL).from(version);
  }

  /** A pod's commands and ports. */
  public Member member(String pod) {
    return new PodMember(client, http, namespace, pod);
  }

  /** A Service's HTTP port, through the API server. */
  public Member.Answer proxy(
      String target, String method, String path, Map<String, String> headers, String body) {
    return PodMember.proxy(
        http, "/api/v1/namespaces/" + namespace + target, method, path, headers, body);
  }

  /** The last lines of a pod's log; empty if there are none to be had. */
  public String log(String pod, String container, int lines, boolean previous) {
    return PodMember.log(http, namespace, pod, container, lines, previous);
  }

  /** The name of an object. */
  public static String nameOf(JsonNode object) {
    return object.path("metadata").path("name").asText();
  }

  private String path(Kind kind, String name) {
    String base =
        (kind.apiVersion().contains("/") ? "/apis/" : "/api/")
            + kind.apiVersion()
            + (kind.namespaced() ? "/namespaces/" + namespace : "")
            + "/"
            + kind.plural();
    return name.isEmpty() ? base : base + "/" + name;
  }

  private ObjectNode accepted(String tried, Http.Reply reply) {
    if (reply.isSuccess() && reply.body() instanceof ObjectNode body) {
      return body;
    }
    if (reply.isSuccess()) {
      throw Rejections.noKubernetes(tried, http.server());
    }
    throw Rejections.of(tried, namespace, reply.status(), reply.body());
  }

  private static String enc(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
