package io.osplane.testkit.programs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.Container;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The script {@code rotate.py}: rotates the keys in a Secret by one conditional write to the API
 * server, which it reaches as pods do.
 *
 * @param url the Secret's
 */
record Rotation(Container container, URI url) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ROTATED = "osplane.io/rotated-at";
  private static final String TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token";

  /** Runs it with the arguments URL, KEEP and YOUNGEST. */
  static int run(Container container) {
    List<String> words = container.command();
    Rotation rotation = new Rotation(container, URI.create(words.get(2)));
    return rotation.run(Integer.parseInt(words.get(3)), Long.parseLong(words.get(4)));
  }

  private int run(int keep, long youngest) {
    Optional<HttpReply> read = call("GET", new byte[0]).filter(r -> r.status() == 200);
    if (read.isEmpty()) {
      container.log("the API server was not reached at " + url);
      return 1;
    }
    ObjectNode secret = parse(read.get().text());
    if (age(secret.path("metadata")) < youngest) {
      container.log("the keys are young enough");
      return 0;
    }
    rotate(secret.withObject("/data"), keep);
    String now = Instant.ofEpochSecond(container.now().getEpochSecond()).toString();
    secret.withObject("/metadata").withObject("/annotations").put(ROTATED, now);
    byte[] body = secret.toString().getBytes(StandardCharsets.UTF_8);
    boolean isDone = call("PUT", body).map(HttpReply::isSuccess).orElse(false);
    container.log(isDone ? "rotated" : "another writer was first");
    return isDone ? 0 : 1;
  }

  private Optional<HttpReply> call(String method, byte[] body) {
    Map<String, String> headers =
        Map.of(
            "authorization",
            "Bearer " + container.text(TOKEN).orElse(""),
            "content-type",
            "application/json");
    return container
        .network()
        .http(url.getHost(), new HttpCall(method, 443, url.getPath(), headers, body));
  }

  private long age(JsonNode metadata) {
    String since =
        metadata
            .path("annotations")
            .path(ROTATED)
            .asText(metadata.path("creationTimestamp").asText());
    return container.now().getEpochSecond() - OffsetDateTime.parse(since).toEpochSecond();
  }

  /** The staged key becomes primary, a new one is staged, the lowest beyond those to keep go. */
  private static void rotate(ObjectNode data, int keep) {
    TreeMap<Integer, String> keys = new TreeMap<>();
    data.properties().forEach(e -> keys.put(Integer.valueOf(e.getKey()), e.getValue().asText()));
    keys.put(keys.lastKey() + 1, String.valueOf(keys.get(0)));
    keys.put(0, newKey());
    while (keys.size() > Math.max(keep, 3)) {
      keys.remove(keys.higherKey(0));
    }
    data.removeAll();
    keys.forEach((number, key) -> data.put(number.toString(), key));
  }

  private static String newKey() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    byte[] key = Base64.getUrlEncoder().encode(bytes);
    return Base64.getEncoder().encodeToString(key);
  }

  private static ObjectNode parse(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the API server answers with JSON", e);
    }
  }
}
