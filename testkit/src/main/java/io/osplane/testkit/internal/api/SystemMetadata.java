package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** The metadata that only the server sets: identity, times, generation, deletion. */
final class SystemMetadata {
  private static final List<String> KEPT =
      List.of(
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation",
          "generateName",
          "resourceVersion");
  private static final Set<String> GENERATION_GROUPS =
      Set.of("apps", "batch", "policy", "networking.k8s.io");
  private static final int DEFAULT_GRACE = 30;
  private static final int SUFFIX_LENGTH = 5;

  private final Supplier<Instant> time;
  private int count;

  SystemMetadata(Supplier<Instant> time) {
    this.time = time;
  }

  String now() {
    return time.get().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private String uniqueId() {
    byte[] seed = ("osplane-" + count++).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(seed).toString();
  }

  void generateName(ObjectNode object) {
    String prefix = Tree.text(object, "metadata.generateName");
    if (Meta.name(object).isEmpty() && !prefix.isEmpty()) {
      Tree.set(object, "metadata.name", prefix + uniqueId().substring(0, SUFFIX_LENGTH));
    }
  }

  void initialize(Kind kind, ObjectNode object) {
    ObjectNode metadata = Tree.child(object, "metadata");
    if (!Meta.revision(object).isEmpty()) {
      throw ApiError.badRequest("resourceVersion should not be set on objects to be created");
    }
    metadata.remove(
        List.of("deletionTimestamp", "deletionGracePeriodSeconds", "generation", "selfLink"));
    metadata.put("uid", uniqueId()).put("creationTimestamp", now());
    if (counts(kind)) {
      metadata.put("generation", 1);
    }
    TemplateGeneration.begin(kind, object);
  }

  private static boolean counts(Kind kind) {
    return GENERATION_GROUPS.contains(kind.group()) || kind.name().equals("Pod");
  }

  /** The live object with the part that the write may change taken from what was sent. */
  ObjectNode onlyChangedPart(Kind kind, ObjectNode live, ObjectNode sent, boolean toStatus) {
    ObjectNode object = toStatus ? live.deepCopy() : sent;
    if (toStatus) {
      copy(sent, object, "status");
      copy(sent.path("metadata"), Tree.child(object, "metadata"), "managedFields");
      return object;
    }
    if (kind.hasStatus()) {
      copy(live, object, "status");
    }
    ObjectNode metadata = Tree.child(object, "metadata");
    KEPT.forEach(field -> copy(live.path("metadata"), metadata, field));
    TemplateGeneration.keep(kind, live, object);
    return object;
  }

  /** Removes maps and lists that say nothing, as the server does. */
  static void dropEmpty(ObjectNode object) {
    ObjectNode metadata = Tree.child(object, "metadata");
    for (String field : List.of("labels", "annotations", "finalizers", "ownerReferences")) {
      if (metadata.has(field) && metadata.path(field).isEmpty()) {
        metadata.remove(field);
      }
    }
  }

  private static void copy(JsonNode from, ObjectNode to, String field) {
    if (from.has(field)) {
      to.set(field, from.path(field));
    } else {
      to.remove(field);
    }
  }

  void bumpGeneration(Kind kind, ObjectNode live, ObjectNode object) {
    if (counts(kind) && !bare(live).equals(bare(object))) {
      Tree.child(object, "metadata").put("generation", Meta.generation(live) + 1);
      TemplateGeneration.count(kind, live, object);
    }
  }

  private static ObjectNode bare(ObjectNode object) {
    ObjectNode bare = object.deepCopy().without(List.of("metadata", "status"));
    if (object.path("kind").asText().equals("Pod")) {
      // a pod that is placed on a node stays of its generation
      Tree.remove(bare, "spec.nodeName");
    }
    return bare;
  }

  void markDeleted(Kind kind, ObjectNode object, Deletion deletion) {
    ObjectNode metadata = Tree.child(object, "metadata");
    int grace = grace(kind, object, deletion);
    int before = Tree.integer(metadata, "deletionGracePeriodSeconds", Integer.MAX_VALUE);
    if (!Meta.deleting(object) || grace < before) {
      String at = time.get().plusSeconds(grace).truncatedTo(ChronoUnit.SECONDS).toString();
      metadata.put("deletionTimestamp", at).put("deletionGracePeriodSeconds", grace);
    }
    String policy = deletion.policy();
    if (policy.isEmpty() && kind.name().equals("Job")) {
      policy = "Orphan";
    }
    switch (policy) {
      case "Foreground" -> finalizer(metadata, "foregroundDeletion");
      case "Orphan" -> finalizer(metadata, "orphan");
      default -> {}
    }
    if (kind.name().equals("Namespace")) {
      Tree.set(object, "status.phase", "Terminating");
    }
  }

  private static void finalizer(ObjectNode metadata, String name) {
    if (Tree.items(metadata, "finalizers").stream().noneMatch(f -> f.asText().equals(name))) {
      metadata.withArray("finalizers").add(name);
    }
  }

  private static int grace(Kind kind, JsonNode object, Deletion deletion) {
    if (!kind.name().equals("Pod")) {
      return 0;
    }
    boolean running =
        !Tree.text(object, "spec.nodeName").isEmpty()
            && !Set.of("Succeeded", "Failed").contains(Tree.text(object, "status.phase"));
    int asked =
        deletion
            .grace()
            .orElse(Tree.integer(object, "spec.terminationGracePeriodSeconds", DEFAULT_GRACE));
    return running ? asked : 0;
  }

  /** Whether a deleted object may go: no finalizers, no grace left. */
  static boolean finished(JsonNode object) {
    return Meta.deleting(object)
        && Tree.items(object, "metadata.finalizers").isEmpty()
        && Tree.items(object, "spec.finalizers").isEmpty()
        && Tree.integer(object, "metadata.deletionGracePeriodSeconds", 0) == 0;
  }
}
