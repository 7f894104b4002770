package io.osplane.testkit.internal.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Names an object.
 *
 * @param namespace empty for objects of the whole cluster
 */
public record ObjectKey(Kind kind, String namespace, String name) {

  public static ObjectKey of(Kind kind, JsonNode object) {
    return new ObjectKey(kind, Meta.namespace(object), Meta.name(object));
  }

  @Override
  public String toString() {
    return kind.name() + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
  }
}
