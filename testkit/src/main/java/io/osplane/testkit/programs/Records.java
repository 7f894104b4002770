package io.osplane.testkit.programs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What a service's database holds beside its schema: collections of records by id, in order. */
record Records(ObjectNode root) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TABLE = "records";

  /** What a database holds; nothing if none was saved yet. */
  static Records load(DatabaseLink database) {
    try {
      return new Records((ObjectNode) JSON.readTree(database.read(TABLE).orElse("{}")));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a service's table", e);
    }
  }

  void save(DatabaseLink database) {
    database.write(TABLE, root.toString());
  }

  /** Those whose fields have these values. */
  List<ObjectNode> find(String collection, Map<String, String> match) {
    return StreamSupport.stream(root.path(collection).spliterator(), false)
        .map(ObjectNode.class::cast)
        .filter(
            e ->
                match.entrySet().stream()
                    .allMatch(m -> e.path(m.getKey()).asText().equals(m.getValue())))
        .toList();
  }

  Optional<ObjectNode> get(String collection, String id) {
    return Optional.ofNullable((ObjectNode) root.path(collection).get(id));
  }

  /** Makes one. */
  ObjectNode make(String collection, String id) {
    return root.withObject("/" + collection).putObject(id);
  }

  void delete(String collection, String id) {
    root.withObject("/" + collection).remove(id);
  }
}
