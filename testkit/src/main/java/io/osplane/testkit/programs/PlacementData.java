package io.osplane.testkit.programs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.Container;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Resource providers and their inventories, as Placement's API has them. */
final class PlacementData implements ServiceData {
  private static final String PROVIDERS = "resource_providers";
  private static final String INVENTORIES = "inventories";
  private static final String TRAITS = "traits";
  private static final HttpReply NO_CONTENT = new HttpReply(204, Map.of(), new byte[0]);
  private final Databases databases;

  PlacementData(Container container, ServiceConfig config) {
    this.databases = new Databases(container, config);
  }

  @Override
  public Optional<HttpReply> answer(HttpCall call) {
    Asked asked = new Asked(call);
    List<String> path = asked.below("/");
    if (!path.get(0).equals(PROVIDERS)) {
      return Optional.empty();
    }
    DatabaseLink database = databases.open("placement_database");
    Records records = Records.load(database);
    Optional<HttpReply> reply = path.size() == 1 ? all(records, asked) : one(records, path, asked);
    if (!asked.method().equals("GET") && reply.filter(HttpReply::isSuccess).isPresent()) {
      records.save(database);
    }
    return reply;
  }

  private static Optional<HttpReply> all(Records records, Asked asked) {
    return switch (asked.method()) {
      case "GET" -> Optional.of(listed(records, asked.query()));
      case "POST" -> Optional.of(made(records, asked.body()));
      default -> Optional.empty();
    };
  }

  private static HttpReply listed(Records records, Map<String, String> query) {
    Map<String, String> match = new TreeMap<>(query);
    match.keySet().retainAll(List.of("name", "uuid"));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray(PROVIDERS);
    records.find(PROVIDERS, match).forEach(each -> list.add(shown(each)));
    return HttpReply.json(200, body.toString());
  }

  private static ObjectNode shown(ObjectNode provider) {
    ObjectNode shown = provider.deepCopy();
    return shown.without(List.of(INVENTORIES, TRAITS));
  }

  private static HttpReply made(Records records, JsonNode wanted) {
    String name = wanted.path("name").asText();
    String id = wanted.path("uuid").asText();
    if (!records.find(PROVIDERS, Map.of("name", name)).isEmpty()) {
      return KeystoneRequest.error(409, "Conflict", "Conflicting resource provider name: " + name);
    }
    ObjectNode provider = records.make(PROVIDERS, id).put("uuid", id).put("name", name);
    provider.put("generation", 0).putObject(INVENTORIES);
    return HttpReply.json(200, shown(provider).toString());
  }

  private static Optional<HttpReply> one(Records records, List<String> path, Asked asked) {
    String id = path.get(1);
    Optional<ObjectNode> found = records.get(PROVIDERS, id);
    if (found.isEmpty()) {
      return Optional.of(
          KeystoneRequest.error(404, "Not Found", "No resource provider with uuid " + id));
    }
    ObjectNode provider = found.get();
    return switch (asked.method() + path.subList(2, path.size())) {
      case "GET[]" -> Optional.of(HttpReply.json(200, shown(provider).toString()));
      case "DELETE[]" -> {
        records.delete(PROVIDERS, id);
        yield Optional.of(NO_CONTENT);
      }
      case "GET[traits]" -> Optional.of(traits(provider));
      case "PUT[traits]" -> {
        provider.set(TRAITS, asked.body().path(TRAITS));
        yield Optional.of(traits(provider));
      }
      case "GET[inventories]" -> Optional.of(inventories(provider));
      case "PUT[inventories]" -> {
        provider.set(INVENTORIES, asked.body().path(INVENTORIES));
        provider.put("generation", provider.path("generation").asInt() + 1);
        yield Optional.of(inventories(provider));
      }
      default -> Optional.empty();
    };
  }

  private static HttpReply traits(ObjectNode provider) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("resource_provider_generation", provider.path("generation").asInt());
    provider.path(TRAITS).forEach(body.putArray(TRAITS)::add);
    return HttpReply.json(200, body.toString());
  }

  private static HttpReply inventories(ObjectNode provider) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("resource_provider_generation", provider.path("generation").asInt());
    body.set(INVENTORIES, provider.path(INVENTORIES));
    return HttpReply.json(200, body.toString());
  }
}
