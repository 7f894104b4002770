package io.osplane.testkit.programs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.HttpReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Things that are made, listed by name, shown and deleted, and do nothing.
 *
 * @param list what they are called, which is their collection too
 * @param one what one is wrapped in; empty if it is not
 */
record Things(Records records, Asked asked, String list, String one) {
  /**
   * The answer.
   *
   * @param path what comes after the collection's own
   * @return empty if the simulation does not know the request
   */
  Optional<HttpReply> answer(List<String> path) {
    if (path.isEmpty()) {
      return switch (asked.method()) {
        case "GET" -> Optional.of(listed());
        case "POST" -> Optional.of(made());
        default -> Optional.empty();
      };
    }
    Optional<ObjectNode> found = records.get(list, path.get(0));
    if (found.isEmpty()) {
      return Optional.of(KeystoneRequest.error(404, "Not Found", "there is no " + path.get(0)));
    }
    return switch (asked.method() + path.subList(1, path.size())) {
      case "GET[]" -> Optional.of(HttpReply.json(200, wrapped(found.get()).toString()));
      case "DELETE[]" -> Optional.of(deleted(path.get(0)));
      default -> Optional.empty();
    };
  }

  private HttpReply listed() {
    Map<String, String> match = new TreeMap<>(asked.query());
    match.keySet().retainAll(List.of("name"));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode all = body.putArray(list);
    records.find(list, match).forEach(all::add);
    return HttpReply.json(200, body.toString());
  }

  private HttpReply made() {
    JsonNode wanted = one.isEmpty() ? asked.body() : asked.body().path(one);
    String id = UUID.randomUUID().toString();
    ObjectNode made = records.make(list, id);
    wanted.properties().forEach(field -> made.set(field.getKey(), field.getValue()));
    made.put("id", id);
    return HttpReply.json(201, wrapped(made).toString());
  }

  private HttpReply deleted(String id) {
    records.delete(list, id);
    return new HttpReply(204, Map.of(), new byte[0]);
  }

  private ObjectNode wrapped(ObjectNode thing) {
    return one.isEmpty() ? thing : JsonNodeFactory.instance.objectNode().set(one, thing);
  }
}
