package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.fields.JsonMergePatch;
import io.osplane.testkit.internal.model.Kinds;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.ObjectKey;
import io.osplane.testkit.internal.model.Tree;
import io.osplane.testkit.internal.store.Selector;
import io.osplane.testkit.internal.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Scale, eviction, binding and tokens. */
record Subresources(
    Registry registry, Store store, Kinds kinds, Tokens tokens, Supplier<Instant> time) {
  private static final int SHORTEST_TOKEN = 600;

  ObjectNode scale(ApiRequest request, JsonNode body, Write write) {
    ObjectNode live = registry.get(request.key());
    if (request.verb().equals("get")) {
      return scaleOf(live);
    }
    JsonNode wanted =
        request.verb().equals("patch") ? JsonMergePatch.merge(scaleOf(live), body) : body;
    String revision = Meta.revision(wanted);
    ObjectNode changed =
        registry.change(
            request.key(),
            object -> {
              if (!revision.isEmpty()) {
                Tree.set(object, "metadata.resourceVersion", revision);
              }
              BodyCheck.preconditions(request.key(), live, object);
              Tree.set(object, "spec.replicas", Tree.integer(wanted, "spec.replicas", 0));
            },
            write);
    return scaleOf(changed);
  }

  private static ObjectNode scaleOf(ObjectNode object) {
    ObjectNode scale = Tree.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = scale.putObject("metadata");
    for (String f : new String[] {"name", "namespace", "uid", "resourceVersion"}) {
      metadata.set(f, object.path("metadata").path(f));
    }
    Tree.set(scale, "spec.replicas", Tree.integer(object, "spec.replicas", 1));
    Tree.set(scale, "status.replicas", Tree.integer(object, "status.replicas", 0));
    String selector =
        Tree.map(object, "spec.selector.matchLabels").entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(","));
    Tree.set(scale, "status.selector", selector);
    return scale;
  }

  ObjectNode evict(ApiRequest request, JsonNode body) {
    ObjectNode pod = registry.get(request.key());
    for (ObjectNode budget : store.list(kinds.named("PodDisruptionBudget"), request.namespace())) {
      boolean covers = Selector.structured(Tree.at(budget, "spec.selector")).test(Meta.labels(pod));
      if (covers && isReady(pod) && Tree.integer(budget, "status.disruptionsAllowed", 0) < 1) {
        throw refused(budget);
      }
      if (covers && isReady(pod) && !request.dryRun()) {
        spend(budget);
      }
    }
    Deletion deletion = Deletion.of(body.path("deleteOptions"));
    registry.delete(request.key(), deletion, request.dryRun());
    return Tree.object().put("kind", "Status").put("apiVersion", "v1").put("status", "Success");
  }

  private void spend(ObjectNode budget) {
    int left = Tree.integer(budget, "status.disruptionsAllowed", 0) - 1;
    registry.change(
        ObjectKey.of(kinds.named("PodDisruptionBudget"), budget),
        b -> Tree.set(b, "status.disruptionsAllowed", left),
        Write.by("kube-apiserver").status());
  }

  private static boolean isReady(JsonNode pod) {
    return Tree.items(pod, "status.conditions").stream()
        .anyMatch(
            c ->
                c.path("type").asText().equals("Ready")
                    && c.path("status").asText().equals("True"));
  }

  private static ApiError refused(ObjectNode budget) {
    String name = Meta.name(budget);
    String message =
        "The disruption budget %s needs %d healthy pods and has %d currently"
            .formatted(
                name,
                Tree.integer(budget, "status.desiredHealthy", 0),
                Tree.integer(budget, "status.currentHealthy", 0));
    String text = "Cannot evict pod as it would violate the pod's disruption budget.";
    return new ApiError(429, "TooManyRequests", text)
        .because(new ApiError.Cause("DisruptionBudget", message, ""))
        .retryAfter(10);
  }

  ObjectNode bind(ApiRequest request, JsonNode body, Write write) {
    registry.change(
        request.key(),
        pod -> Tree.set(pod, "spec.nodeName", Tree.text(body, "target.name")),
        write);
    return Tree.object().put("kind", "Status").put("apiVersion", "v1").put("status", "Success");
  }

  ObjectNode token(ApiRequest request, ObjectNode body) {
    registry.get(request.key());
    int seconds = Tree.integer(body, "spec.expirationSeconds", 3600);
    if (seconds < SHORTEST_TOKEN) {
      throw tooShort(seconds);
    }
    ObjectNode answer = body.deepCopy();
    answer.put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
    Tree.set(answer, "metadata.name", request.name());
    Tree.set(answer, "metadata.namespace", request.namespace());
    Duration life = Duration.ofSeconds(seconds);
    Tree.set(answer, "status.token", tokens.account(request.namespace(), request.name(), life));
    Tree.set(
        answer,
        "status.expirationTimestamp",
        time.get().plus(life).truncatedTo(ChronoUnit.SECONDS).toString());
    return answer;
  }

  private static ApiError tooShort(int seconds) {
    String field = "spec.expirationSeconds";
    String text = "Invalid value: " + seconds + ": may not specify a duration less than 10 minutes";
    String message = "TokenRequest.authentication.k8s.io \"\" is invalid: " + field + ": " + text;
    return new ApiError(422, "Invalid", message)
        .name("", "authentication.k8s.io", "TokenRequest")
        .because(new ApiError.Cause("FieldValueInvalid", text, field));
  }
}
