package io.osplane.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.osplane.plan.Phase;
import io.osplane.plan.Undo;
import io.osplane.spi.Change;
import io.osplane.spi.Generate;
import io.osplane.spi.Needs;
import io.osplane.spi.Run;
import io.osplane.spi.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The runs on a service's databases.
 *
 * <p>The receipt of {@link #WHOLE} says that the schema is whole for a release and nothing of an
 * older one is left. A fresh install gets there in one run before anything reads the database; an
 * upgrade expands, migrates, moves the servers and only then runs it, with the key that the next
 * apply asks for. So neither is ever followed by a run that has nothing to do.
 */
record SchemaRuns(Row row, Change<ApiServiceSpec> change, Claims claims, Placeholders values) {
  /** The task after which the schema is whole. */
  static final String WHOLE = "schema";

  private static final String EXPAND = "schema-expand";
  private static final String MIGRATE = "schema-migrate";
  private static final ObjectMapper JSON = new ObjectMapper();

  List<Task> all(Pods pods) {
    if (row.schema().install().isEmpty()) {
      return List.of();
    }
    return change.isUpgrade() ? upgrade(pods) : List.of(whole(pods));
  }

  /** The tasks that the servers' move waits for. */
  List<String> beforeServers() {
    if (change.isUpgrade()) {
      return additions();
    }
    return row.early() || row.schema().install().isEmpty() ? List.of() : List.of(WHOLE);
  }

  private List<String> additions() {
    List<String> names = new ArrayList<>();
    if (!row.schema().expand().isEmpty()) {
      names.add(EXPAND);
    }
    if (!row.schema().migrate().isEmpty()) {
      names.add(MIGRATE);
    }
    return names;
  }

  /** The tasks after which the servers can be ready, beside the servers' own. */
  List<String> beforeReady() {
    return change.isUpgrade() || row.schema().install().isEmpty() ? List.of() : List.of(WHOLE);
  }

  private Run whole(Pods pods) {
    return new Run(
        WHOLE,
        Phase.EXPAND,
        serving(ApiService.CONFIG),
        "bring the databases to " + change.plane().release(),
        wholeKey(),
        Undo.REAPPLY,
        pods.schema(command(row.schema().install())));
  }

  private List<Task> upgrade(Pods pods) {
    Row.Schema schema = row.schema();
    List<Task> runs = new ArrayList<>();
    String after = ApiService.CONFIG;
    for (String name : additions()) {
      runs.add(
          additive(name, after, pods, name.equals(EXPAND) ? schema.expand() : schema.migrate()));
      after = name;
    }
    runs.add(
        new Run(
            WHOLE,
            Phase.CONTRACT,
            serving(ApiService.READY),
            "contract the databases to " + change.plane().release(),
            wholeKey(),
            Undo.RESTORE,
            pods.schema(
                command(schema.contract().isEmpty() ? schema.install() : schema.contract()))));
    return runs;
  }

  private Run additive(String name, String after, Pods pods, List<List<String>> commands) {
    return new Run(
        name,
        Phase.EXPAND,
        serving(after),
        name.replace('-', ' ') + " for " + change.plane().release(),
        key(),
        Undo.REAPPLY,
        pods.schema(command(commands)));
  }

  /** A pod that meets a missing Secret is tried again late, so the generated ones come first. */
  private Needs serving(String after) {
    Stream<String> secrets = secrets().generated().stream().map(Generate::secret);
    Needs needs = Needs.tasks(Stream.concat(Stream.of(after), secrets).toArray(String[]::new));
    return claims.database().map(needs::andServing).orElse(needs);
  }

  private RowSecrets secrets() {
    return new RowSecrets(row, change.spec());
  }

  private List<String> command(List<List<String>> commands) {
    List<String> line = new ArrayList<>(List.of("python3", "/osplane/scripts/commands.py"));
    commands.forEach(command -> line.add(json(values.fill(command))));
    return line;
  }

  private static String json(List<String> command) {
    try {
      return JSON.writeValueAsString(command);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a list of texts is always JSON", e);
    }
  }

  private Map<String, String> wholeKey() {
    Map<String, String> key = key();
    row.schema()
        .secrets()
        .forEach(suffix -> key.put("epoch-of-" + suffix, secrets().epoch(suffix)));
    key.putAll(values.fill(row.schema().key()));
    return key;
  }

  private Map<String, String> key() {
    Map<String, String> key = new TreeMap<>();
    key.put("release", change.plane().release().value());
    key.put("image", change.plane().images().reference(row.image()));
    claims
        .database()
        .ifPresent(
            claim ->
                key.put(
                    "epoch-of-database-" + row.databases().keySet().iterator().next(),
                    Integer.toString(change.binding(claim).password().epoch())));
    return key;
  }
}
