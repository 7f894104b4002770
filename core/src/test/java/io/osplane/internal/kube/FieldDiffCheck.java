package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Check by hand against a real API server: what {@link FieldDiff} foretells of an object, and of
 * random edits of it, is what server-side apply does. It also writes the samples {@code live},
 * which the tests of this package read ({@link Samples}), so they are what a real server made.
 *
 * <p>To be run before Osplane takes up another version of Kubernetes, after {@link OpenApiData} has
 * written that version's fields, and when {@link FieldDiff} or the samples {@code desired} have
 * changed. No build runs it: it wants a server without controllers, which would change the objects
 * between its steps, and it writes to the namespace {@code default}. Arguments: base URL, bearer
 * token, folder of desired objects, folder for what the server made of them, number of random edits
 * for each object. It ends with 1 if anything was foretold wrongly.
 *
 * <pre>{@code
 * KUBE=core/src/test/resources/io/osplane/internal/kube
 * mvn -q -pl core test-compile org.codehaus.mojo:exec-maven-plugin:3.5.0:java \
 *   -Dexec.classpathScope=test -Dexec.mainClass=io.osplane.internal.kube.FieldDiffCheck \
 *   -Dexec.args="https://127.0.0.1:6443 TOKEN $KUBE/desired $KUBE/live 40"
 * }</pre>
 *
 * <p>The second apply of a PersistentVolumeClaim gets a new resourceVersion from the server
 * although nothing in the object differs; so it is the third that must keep it, and the content
 * from the first.
 */
public final class FieldDiffCheck {
  private static final String MANAGER = "osplane";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(
              SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private final FieldDiff diff = new FieldDiff(FieldSchema.load());
  private final Map<String, Integer> tally = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();
  private final ApiServer server;
  private final Path live;
  private final int edits;

  private FieldDiffCheck(ApiServer server, Path live, int edits) {
    this.server = server;
    this.live = live;
    this.edits = edits;
  }

  public static void main(String[] arguments) throws Exception {
    ApiServer server = new ApiServer(arguments[0], arguments[1]);
    FieldDiffCheck check =
        new FieldDiffCheck(server, Path.of(arguments[3]), Integer.parseInt(arguments[4]));
    try (Stream<Path> files = Files.list(Path.of(arguments[2]))) {
      for (Path file : files.sorted().toList()) {
        check.check(file.getFileName().toString(), MAPPER.readTree(file.toFile()));
      }
    }
    check.wrong.forEach(System.out::println);
    System.out.println(check.tally + ", wrong " + check.wrong.size());
    System.exit(check.wrong.isEmpty() ? 0 : 1);
  }

  private void check(String name, JsonNode raw) throws IOException {
    JsonNode desired = diff.canonical(raw);
    remove(desired);
    JsonNode first = server.apply(desired, "fieldManager=" + MANAGER);
    MAPPER.writeValue(live.resolve(name).toFile(), server.get(desired));
    FieldComparison comparison = diff.compare(raw, server.get(desired), MANAGER);
    JsonNode second = server.apply(desired, "fieldManager=" + MANAGER);
    JsonNode third = server.apply(desired, "fieldManager=" + MANAGER);
    boolean same = content(first).equals(content(second)) && version(second).equals(version(third));
    System.out.printf(
        "%s: created %s, second apply %s, third %s, %s%n",
        name, version(first), version(second), version(third), comparison);
    if (!comparison.isUnchanged() || !comparison.ownership().isEmpty() || !same) {
      wrong.add(name + " is not stable: " + comparison);
    }
    edit(name, desired);
  }

  /** With its finalizers, which no controller of the bare server would see to. */
  private void remove(JsonNode object) throws IOException {
    server.delete(object);
    server.merge(object, MAPPER.readTree("{\"metadata\":{\"finalizers\":null}}"), "check");
  }

  private static String version(JsonNode object) {
    JsonNode version = object.path("metadata").path("resourceVersion");
    return version.isMissingNode() ? object.toString() : version.asText();
  }

  /** Edits of ours, then edits by another manager followed by edits of ours. */
  private void edit(String name, JsonNode desired) throws IOException {
    JsonNode base = desired;
    for (int seed = 0; seed < edits; seed++) {
      Mutation mutation = new Mutation(seed);
      if (seed % 4 == 3) {
        server.apply(mutation.of(base), "fieldManager=other&force=true");
      }
      if (seed % 4 == 1) {
        server.merge(desired, mutation.of(base), "editor");
      }
      JsonNode edited = seed % 2 == 0 ? mutation.of(base) : mutation.of(mutation.of(base));
      compare(name + " edit " + seed, diff.canonical(edited));
      if (seed % 5 == 4) {
        server.apply(diff.canonical(edited), "fieldManager=" + MANAGER + "&force=true");
      }
    }
  }

  private void compare(String what, JsonNode edited) throws IOException {
    JsonNode before = server.get(edited);
    FieldComparison foretold = diff.compare(edited, before, MANAGER);
    JsonNode plain = server.apply(edited, "dryRun=All&fieldManager=" + MANAGER);
    JsonNode forced = server.apply(edited, "dryRun=All&force=true&fieldManager=" + MANAGER);
    int code = forced.path("code").asInt();
    if (forced.path("kind").asText().equals("Status")) {
      count("refused by validation " + code);
      return;
    }
    boolean conflict = plain.path("reason").asText().equals("Conflict");
    boolean changed = !content(before).equals(content(forced));
    boolean owners = !owners(before).equals(owners(forced));
    count((conflict ? "conflict" : "no conflict") + (changed ? " changed" : " same"));
    if (conflict != !foretold.conflicts().isEmpty()
        || (changed || conflict) == foretold.isUnchanged()) {
      wrong.add(
          what
              + ": conflict "
              + conflict
              + " changed "
              + changed
              + " but "
              + foretold
              + (conflict ? plain.path("message") : ""));
    } else if (!changed && !conflict && owners == foretold.ownership().isEmpty()) {
      count("owners " + owners + " but foretold " + !foretold.ownership().isEmpty());
      System.out.println("  " + what + " owners " + owners + ": " + foretold.ownership());
    }
  }

  private void count(String outcome) {
    tally.merge(outcome, 1, Integer::sum);
  }

  private static JsonNode content(JsonNode object) {
    ObjectNode copy = object.deepCopy();
    copy.remove("status");
    ((ObjectNode) copy.get("metadata"))
        .remove(List.of("managedFields", "resourceVersion", "generation"));
    return copy;
  }

  private static FieldSet owners(JsonNode object) {
    return OwnedFields.of(object).appliedBy(MANAGER);
  }
}
