package io.osplane.testkit.programs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** What a database server holds: databases with tables, each one text, and accounts. */
final class Dataset {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UUID = "uuid";
  private static final String SEQNO = "seqno";
  private final ObjectNode root;

  private Dataset(ObjectNode root) {
    this.root = root;
  }

  /** An empty one that begins a history. */
  static Dataset begin(String uuid) {
    return new Dataset(JSON.createObjectNode().put(UUID, uuid).put(SEQNO, 0));
  }

  static Dataset parse(byte[] bytes) {
    try {
      return new Dataset((ObjectNode) JSON.readTree(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("a database's file", e);
    }
  }

  byte[] bytes() {
    try {
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a database's file", e);
    }
  }

  String uuid() {
    return root.path(UUID).asText();
  }

  long seqno() {
    return root.path(SEQNO).asLong();
  }

  /** One transaction more. */
  void advance() {
    root.put(SEQNO, seqno() + 1);
  }

  boolean hasDatabase(String name) {
    return databases().has(name);
  }

  void createDatabase(String name) {
    databases().withObject(name(name));
  }

  /** The hash of an account's password. */
  Optional<String> hash(String user) {
    return Optional.ofNullable(accounts().get(user)).map(a -> a.path("hash").asText());
  }

  void setAccount(String user, String hash) {
    accounts().withObject(name(user)).put("hash", hash);
  }

  void dropAccount(String user) {
    accounts().remove(user);
  }

  void grant(String user, String database) {
    accounts().withObject(name(user)).withObject("/grants").put(database, true);
  }

  boolean mayUse(String user, String database) {
    return accounts().path(user).path("grants").path(database).asBoolean();
  }

  Optional<String> read(String database, String table) {
    return Optional.ofNullable(databases().path(database).get(table)).map(JsonNode::asText);
  }

  void write(String database, String table, String content) {
    databases().withObject(name(database)).put(table, content);
  }

  private ObjectNode databases() {
    return root.withObject("/databases");
  }

  private ObjectNode accounts() {
    return root.withObject("/accounts");
  }

  /** As a JSON pointer: names may hold what separates its parts. */
  private static String name(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
