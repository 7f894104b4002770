package io.osplane.testkit.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Tree;
import java.util.Map;

/** JSON merge patch (RFC 7386). */
public final class JsonMergePatch {
  private JsonMergePatch() {}

  /** The patched copy; null removes a field. */
  public static ObjectNode merge(JsonNode target, JsonNode patch) {
    ObjectNode result = target.isObject() ? target.deepCopy() : Tree.object();
    for (Map.Entry<String, JsonNode> e : patch.properties()) {
      String name = e.getKey();
      if (e.getValue().isNull()) {
        result.remove(name);
      } else if (e.getValue().isObject()) {
        result.set(name, merge(result.path(name), e.getValue()));
      } else {
        result.set(name, e.getValue().deepCopy());
      }
    }
    return result;
  }
}
