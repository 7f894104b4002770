package io.osplane.testkit.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Reads what {@code metadata} says about an object. */
public final class Meta {
  private Meta() {}

  public static String name(JsonNode object) {
    return Tree.text(object, "metadata.name");
  }

  public static String namespace(JsonNode object) {
    return Tree.text(object, "metadata.namespace");
  }

  public static String uid(JsonNode object) {
    return Tree.text(object, "metadata.uid");
  }

  public static String revision(JsonNode object) {
    return Tree.text(object, "metadata.resourceVersion");
  }

  public static int generation(JsonNode object) {
    return Tree.integer(object, "metadata.generation", 0);
  }

  public static Map<String, String> labels(JsonNode object) {
    return Tree.map(object, "metadata.labels");
  }

  /** Whether its deletion was asked for. */
  public static boolean deleting(JsonNode object) {
    return !Tree.at(object, "metadata.deletionTimestamp").isMissingNode();
  }

  public static List<JsonNode> owners(JsonNode object) {
    return Tree.items(object, "metadata.ownerReferences");
  }

  public static boolean ownedBy(JsonNode object, String uid) {
    return owners(object).stream().anyMatch(o -> uid.equals(o.path("uid").asText()));
  }

  /** A controller's owner reference to an object. */
  public static ObjectNode controllerReference(JsonNode owner) {
    return Tree.object()
        .put("apiVersion", owner.path("apiVersion").asText())
        .put("kind", owner.path("kind").asText())
        .put("name", name(owner))
        .put("uid", uid(owner))
        .put("controller", true)
        .put("blockOwnerDeletion", true);
  }
}
