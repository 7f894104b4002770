package io.osplane.testkit.programs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Keystone's projects, users, roles and catalogue, as its database holds them. */
final class Identity {
  /** The id of the domain that is always there. */
  static final String DOMAIN = "default";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TABLE = "identity";
  private static final String HASH = "password_hash";
  private static final List<String> IN_DOMAIN = List.of("projects", "users");
  private final ObjectNode root;

  private Identity(ObjectNode root) {
    this.root = root;
  }

  static Identity empty() {
    return new Identity(JSON.createObjectNode());
  }

  /** What a database holds; empty if it has no schema. */
  static Optional<Identity> load(DatabaseLink database) {
    return database.read(TABLE).map(Identity::parse);
  }

  private static Identity parse(String text) {
    try {
      return new Identity((ObjectNode) JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("Keystone's table", e);
    }
  }

  void save(DatabaseLink database) {
    database.write(TABLE, root.toString());
  }

  /** Those whose fields have these values; sorted by id. */
  List<JsonNode> find(String collection, Map<String, String> match) {
    return StreamSupport.stream(root.path(collection).spliterator(), false)
        .filter(
            e ->
                match.entrySet().stream()
                    .allMatch(m -> e.path(m.getKey()).asText().equals(m.getValue())))
        .toList();
  }

  Optional<JsonNode> get(String collection, String id) {
    return Optional.ofNullable(root.path(collection).get(id));
  }

  /** Makes one with an id of its own. */
  JsonNode make(String collection, Map<String, String> fields) {
    String id = UUID.randomUUID().toString().replace("-", "");
    ObjectNode made = root.withObject("/" + collection).putObject(id).put("id", id);
    made.put("enabled", true);
    if (IN_DOMAIN.contains(collection)) {
      made.put("domain_id", DOMAIN);
    }
    change(collection, id, fields);
    return made;
  }

  /** Sets fields of one that exists. */
  void change(String collection, String id, Map<String, String> fields) {
    ObjectNode entity = root.withObject("/" + collection).withObject("/" + id);
    new TreeMap<>(fields)
        .forEach(
            (key, value) -> {
              if (key.equals("password")) {
                setPassword(id, value);
              } else if (key.equals("enabled")) {
                entity.put(key, Boolean.parseBoolean(value));
              } else {
                entity.put(key, value);
              }
            });
  }

  /** Deletes one; the endpoints of a service go with it. */
  void delete(String collection, String id) {
    root.withObject("/" + collection).remove(id);
    if (collection.equals("services")) {
      find("endpoints", Map.of("service_id", id))
          .forEach(e -> delete("endpoints", e.path("id").asText()));
    }
  }

  void setPassword(String user, String password) {
    root.withObject("/users").withObject("/" + user).put(HASH, Sql.hash(user + password));
  }

  boolean isPassword(String user, String password) {
    return root.path("users").path(user).path(HASH).asText().equals(Sql.hash(user + password));
  }

  void grant(String target, String user, String role) {
    root.withObject("/grants").put(String.join(" ", target, user, role), true);
  }

  /** The roles that a user has on a project or a domain. */
  List<JsonNode> roles(String target, String user) {
    return find("roles", Map.of()).stream()
        .filter(r -> root.path("grants").has(target + " " + user + " " + r.path("id").asText()))
        .toList();
  }

  /** An entity as it may be shown. */
  static ObjectNode shown(JsonNode entity) {
    ObjectNode copy = entity.deepCopy();
    copy.remove(HASH);
    return copy;
  }
}
