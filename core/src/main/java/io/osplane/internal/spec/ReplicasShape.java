package io.osplane.internal.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.Replicas;
import org.jspecify.annotations.Nullable;

/**
 * A number of replicas, or a range of them.
 *
 * @param range the form of a range
 */
record ReplicasShape(RecordShape range) implements Shape {
  @Override
  public @Nullable Object read(JsonNode node, @Nullable Object base, Place place) {
    if (node.isObject()) {
      return range.read(node, null, place);
    }
    if (!node.isIntegralNumber()) {
      return place.mismatch(node, noun());
    }
    Object number = ScalarShape.INT.read(node, null, place);
    return number == null ? null : Replicas.of((Integer) number);
  }

  @Override
  public JsonNode write(Object value, @Nullable Object base) {
    Replicas replicas = (Replicas) value;
    return replicas.isFixed()
        ? ScalarShape.INT.write(replicas.min(), null)
        : range.write(replicas, null);
  }

  @Override
  public ObjectNode schema(@Nullable Object base) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("anyOf").add(ScalarShape.INT.schema(null)).add(range.schema(null));
    return schema;
  }

  @Override
  public String noun() {
    return "a whole number, or " + range.noun();
  }
}
