package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.internal.model.Kind;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import io.osplane.testkit.internal.store.Selector;
import io.osplane.testkit.internal.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;

/** Lists of objects, whole or in pages. */
record Lists(Store store) {

  static Predicate<JsonNode> filter(ApiRequest request) {
    try {
      Predicate<JsonNode> named = o -> request.name().isEmpty() || isNamed(o, request.name());
      return named
          .and(Selector.labels(request.http().parameter("labelSelector")))
          .and(Selector.fields(request.http().parameter("fieldSelector")));
    } catch (IllegalArgumentException e) {
      throw ApiError.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isNamed(JsonNode object, String name) {
    return Meta.name(object).equals(name);
  }

  static ApiError expired(String revision, long oldest) {
    return new ApiError(
        410, "Expired", "too old resource version: " + revision + " (" + oldest + ")");
  }

  ObjectNode list(ApiRequest request) {
    Kind kind = request.knownKind();
    String token = request.http().parameter("continue");
    int limit = number(request.http().parameter("limit"));
    Page page = token.isEmpty() ? new Page(store.revision(), "") : Page.parse(token);
    if (page.revision() < store.oldest()) {
      throw new ApiError(
          410,
          "Expired",
          "The provided continue parameter is too old to display a consistent list result. You can"
              + " start a new list without the continue parameter.");
    }
    List<ObjectNode> left =
        store.list(kind, request.namespace(), page.revision()).stream()
            .filter(filter(request))
            .filter(o -> id(o).compareTo(page.after()) > 0)
            .toList();
    boolean more = limit > 0 && left.size() > limit;
    List<ObjectNode> items = more ? left.subList(0, limit) : left;

    ObjectNode list =
        Tree.object().put("kind", kind.name() + "List").put("apiVersion", kind.apiVersion());
    ObjectNode metadata = list.putObject("metadata");
    metadata.put("resourceVersion", Long.toString(page.revision()));
    if (more) {
      metadata.put("continue", new Page(page.revision(), id(items.get(limit - 1))).token());
      metadata.put("remainingItemCount", left.size() - limit);
    }
    ArrayNode array = list.putArray("items");
    items.forEach(o -> array.add(item(o)));
    return list;
  }

  /** The list names kind and version, its items do not. */
  private static ObjectNode item(ObjectNode object) {
    ObjectNode item = Tree.object();
    item.setAll(object);
    return item.remove(List.of("kind", "apiVersion"));
  }

  private static int number(String text) {
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private static String id(JsonNode object) {
    return Meta.namespace(object) + "/" + Meta.name(object);
  }

  /** Where a list goes on. */
  private record Page(long revision, String after) {

    static Page parse(String token) {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      int space = text.indexOf(' ');
      return new Page(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
    }

    String token() {
      byte[] text = (revision + " " + after).getBytes(StandardCharsets.UTF_8);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }
  }
}
