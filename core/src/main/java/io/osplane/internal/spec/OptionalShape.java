package io.osplane.internal.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value that may be missing; null in the document takes away one that the base has. */
record OptionalShape(Shape value) implements Shape {
  @Override
  public @Nullable Object read(JsonNode node, @Nullable Object base, Place place) {
    if (node.isNull()) {
      return Optional.empty();
    }
    Object read = value.read(node, content(base), place);
    return read == null ? null : Optional.of(read);
  }

  @Override
  public JsonNode write(Object optional, @Nullable Object base) {
    Object content = content(optional);
    return content == null ? NullNode.getInstance() : value.write(content, content(base));
  }

  @Override
  public ObjectNode schema(@Nullable Object base) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("anyOf").add(value.schema(content(base))).addObject().put("type", "null");
    return schema;
  }

  @Override
  public String noun() {
    return value.noun();
  }

  @Override
  public Object absent() {
    return Optional.empty();
  }

  private static @Nullable Object content(@Nullable Object optional) {
    return optional == null ? null : ((Optional<?>) optional).orElse(null);
  }
}
