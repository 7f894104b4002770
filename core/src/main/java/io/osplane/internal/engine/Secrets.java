package io.osplane.internal.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.SecretRef;
import io.osplane.error.RefusedException;
import io.osplane.internal.kube.Cluster;
import io.osplane.internal.kube.FieldSchema.Kind;
import io.osplane.spi.Generate;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Values of the control plane's Secrets: made, read, and kept out of every text. Thread-safe. */
final class Secrets {
  private static final int SHORTEST = 8;

  /** Keys are told line by line, too. */
  private static final String PEM = "-----";

  private static final String SEAL = "seal.osplane.io/";
  private final Mint mint = new Mint();
  private final Cluster cluster;
  private final LiveView view;
  private final Kind kind;
  private final Clock clock;
  private final Set<String> revealed = ConcurrentHashMap.newKeySet();

  Secrets(Cluster cluster, LiveView view, Clock clock) {
    this.clock = clock;
    this.cluster = cluster;
    this.view = view;
    this.kind = cluster.kind("v1", "Secret");
  }

  boolean has(String name) {
    return view.object(kind, name).isPresent();
  }

  /** Whether there is a value behind a reference, whoever keeps it. */
  boolean has(SecretRef ref) {
    return view.object(kind, ref.name())
        .or(() -> cluster.get(kind, ref.name()))
        .filter(secret -> !secret.path("data").path(ref.key()).asText().isEmpty())
        .isPresent();
  }

  /**
   * The value behind a reference, read from the server if the watch has not shown it yet.
   *
   * @throws RefusedException if it is not there
   */
  String reveal(SecretRef ref) {
    String value =
        view.object(kind, ref.name())
            .or(() -> cluster.get(kind, ref.name()))
            .map(s -> s.path("data").path(ref.key()).asText())
            .orElse("");
    if (value.isEmpty()) {
      throw new RefusedException(
          "go on without a value",
          ref + " is not there",
          "Restore the Secret, for example from a backup; a new value would not be the one in use");
    }
    String text = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    revealed.add(text);
    return text;
  }

  /** Creates a Secret with generated values; one that is there stays as it is. */
  void generate(ObjectNode bare, Generate task) {
    ObjectNode secret = bare.deepCopy();
    secret.withObject("/metadata/labels").put(Desired.KEEP, "true");
    ObjectNode data = secret.putObject("data");
    mint.values(task, clock.instant())
        .forEach((key, value) -> data.put(key, Desired.base64(value)));
    seal(secret, task);
    cluster.writer().create(secret).ifPresent(view::saw);
  }

  /** Fernet keys have none: they rotate in the cluster. */
  private static void seal(ObjectNode secret, Generate task) {
    ObjectNode notes = secret.withObject("/metadata/annotations");
    task.values().entrySet().stream()
        .filter(e -> e.getValue() == Generate.Value.PASSWORD)
        .forEach(e -> notes.put(SEAL + e.getKey(), seal(secret, e.getKey())));
  }

  /** A password of 32 random letters cannot be guessed from it. */
  private static String seal(ObjectNode secret, String key) {
    String value = secret.path("data").path(key).asText();
    return Keys.sha256(Cluster.nameOf(secret) + "\n" + key + "\n" + value).substring(0, 32);
  }

  /** The keys of a Secret whose generated value somebody has changed since, sorted. */
  List<String> changedByHand(String name) {
    return view.object(kind, name).stream()
        .flatMap(
            secret ->
                secret.path("metadata").path("annotations").properties().stream()
                    .filter(e -> e.getKey().startsWith(SEAL))
                    .filter(e -> !e.getValue().asText().equals(seal(secret, keyOf(e.getKey()))))
                    .map(e -> keyOf(e.getKey())))
        .sorted()
        .toList();
  }

  private static String keyOf(String note) {
    return note.substring(SEAL.length());
  }

  /** A text in which every value of our Secrets is replaced, also in its encoded forms. */
  String redact(String text) {
    String clean = text;
    for (String value : values()) {
      clean = clean.replace(value, "(secret)");
    }
    return clean;
  }

  /** Longest first, so that no part of a longer one stays. */
  private Set<String> values() {
    Set<String> values =
        new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(v -> v));
    for (ObjectNode secret : view.known(kind)) {
      secret
          .path("data")
          .forEach(
              data ->
                  forms(
                      new String(Base64.getDecoder().decode(data.asText()), StandardCharsets.UTF_8),
                      values));
    }
    revealed.forEach(value -> forms(value, values));
    values.removeIf(v -> v.length() < SHORTEST);
    return values;
  }

  private static void forms(String value, Set<String> values) {
    for (String text : List.of(value, value.strip())) {
      values.add(text);
      values.add(Desired.base64(text));
      values.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
    }
    if (value.startsWith(PEM)) {
      value.lines().filter(line -> !line.startsWith(PEM)).forEach(values::add);
    }
  }
}
