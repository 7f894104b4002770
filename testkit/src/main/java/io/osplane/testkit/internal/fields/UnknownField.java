package io.osplane.testkit.internal.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.internal.kube.FieldType;
import io.osplane.internal.kube.FieldType.Shape;
import io.osplane.testkit.internal.model.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A field that the schema does not name.
 *
 * @param parent the object that has it
 * @param place with the numbers of list items, such as {@code spec.containers[0].x}
 * @param path with the keys of list items, such as {@code .spec.containers[name="a"].x}
 */
public record UnknownField(ObjectNode parent, String name, String place, String path) {

  /** All of an object's, in its order; none for kinds that are not described. */
  public static List<UnknownField> of(FieldTypes types, Kind kind, ObjectNode object) {
    List<UnknownField> found = new ArrayList<>();
    if (types.describes(kind)) {
      new Search(Typed.of(types, kind), found).enter(types.root(kind), object, "", "");
    }
    return found;
  }

  private record Search(Typed typed, List<UnknownField> found) {

    void enter(FieldType type, JsonNode value, String place, String path) {
      if (value instanceof ObjectNode object && type.shape() == Shape.STRUCT) {
        fields(type, object, place, path);
      } else if (value.isArray()) {
        items(type, value, place, path);
      }
    }

    private void fields(FieldType type, ObjectNode object, String place, String path) {
      for (Map.Entry<String, JsonNode> e : object.properties()) {
        String name = e.getKey();
        String here = place.isEmpty() ? name : place + "." + name;
        if (typed.types().names(type, name)) {
          enter(typed.part(type, "f:" + name), e.getValue(), here, path + "." + name);
        } else {
          found.add(new UnknownField(object, name, here, path + "." + name));
        }
      }
    }

    private void items(FieldType type, JsonNode list, String place, String path) {
      List<String> keys =
          typed.divides(type, list) ? List.copyOf(typed.parts(type, list).keySet()) : List.of();
      for (int i = 0; i < list.size(); i++) {
        String number = "[" + i + "]";
        String key = keys.size() == list.size() ? FieldSet.readable(keys.get(i)) : number;
        enter(typed.part(type, "k:"), list.get(i), place + number, path + key);
      }
    }
  }
}
