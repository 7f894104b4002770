package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.osplane.error.RejectedException;
import io.osplane.internal.kube.FieldSchema.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One namespace of a Kubernetes cluster, through its API server: what is there, and the only way to
 * what writes it and to what runs in it. Thread-safe.
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
  private final Requests requests;
  private final FieldSchema schema;
  private final Retrying retrying;
  private final KubernetesSerialization serialization;

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
    // the client's own: each new one finds out about the model's classes again
    this.serialization = client.getKubernetesSerialization();
    String url = client.getMasterUrl().toString();
    this.http =
        new Http(
            client.getHttpClient(),
            url.endsWith("/") ? url.substring(0, url.length() - 1) : url,
            retrying,
            left);
    this.requests = new Requests(http, namespace);
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
    String tried = "reading " + kind.name() + " " + name;
    Http.Reply reply = requests.get(tried, requests.path(kind, name));
    return reply.status() == 404 ? Optional.empty() : Optional.of(requests.accepted(tried, reply));
  }

  /** The objects with a label, in one request. */
  public Listing list(Kind kind, String labelSelector) {
    String tried = "listing " + kind.plural();
    String path = requests.path(kind, "") + "?labelSelector=" + enc(labelSelector);
    ObjectNode body = requests.accepted(tried, requests.get(tried, path));
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

  /** Asks the server whether this account may do something. */
  public boolean may(String verb, String group, String resource) {
    String tried = "asking for rights";
    String review = Rights.review(namespace, verb, group, resource).toString();
    Http.Reply reply = requests.send(tried, "POST", Rights.REVIEWS, Requests.JSON, review);
    return requests.accepted(tried, reply).path("status").path("allowed").asBoolean();
  }

  /** Any object of the server, by path. */
  public Optional<JsonNode> read(String path) {
    Http.Reply reply = requests.get("reading " + path, path);
    return reply.isSuccess() ? Optional.of(reply.body()) : Optional.empty();
  }

  /** Watches a kind from a version on until it is closed, or ends after many failures in a row. */
  public Watch watch(Kind kind, String labelSelector, String version, Watch.Listener to) {
    Watch.Subject subject =
        new Watch.Subject(
            kind, requests.path(kind, ""), labelSelector, () -> list(kind, labelSelector));
    return new Watch(http, subject, to, WatchConnection.Limits.USUAL).from(version);
  }

  /** Writes to the namespace. */
  public Writer writer() {
    return new Writer(this, requests);
  }

  /** The namespace's pods, each with its commands, ports and logs. */
  public Pods pods() {
    return new Pods(client, http, namespace);
  }

  /** The name of an object. */
  public static String nameOf(JsonNode object) {
    return object.path("metadata").path("name").asText();
  }

  private static String enc(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
