package io.osplane.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script itself, run by the machine's python3 against a stub of the Kubernetes API. */
class RotationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir private Path folder;
  private HttpServer api;
  private ObjectNode secret;
  private final List<String> written = new ArrayList<>();
  private boolean conflict;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("token"), "the-token");
    try (InputStream in = Keystone.class.getResourceAsStream("rotate.py")) {
      Files.write(folder.resolve("rotate.py"), Objects.requireNonNull(in).readAllBytes());
    }
    secret = JSON.createObjectNode();
    secret
        .putObject("metadata")
        .put("resourceVersion", "41")
        .put("creationTimestamp", "2020-01-01T00:00:00Z");
    secret.putObject("data").put("0", "c3RhZ2Vk").put("1", "cHJpbWFyeQ==");
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext("/", this::answer);
    api.start();
  }

  @AfterEach
  void stop() {
    api.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!"Bearer the-token".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      if (exchange.getRequestMethod().equals("PUT")) {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        boolean current =
            body.at("/metadata/resourceVersion").equals(secret.at("/metadata/resourceVersion"));
        if (conflict || !current) {
          exchange.sendResponseHeaders(409, -1);
          return;
        }
        secret = (ObjectNode) body;
        written.add(body.path("data").toString());
      }
      byte[] text = secret.toString().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, text.length);
      exchange.getResponseBody().write(text);
    }
  }

  /** What the script printed, its exit code last. */
  private String rotate(int keep, int youngest) throws Exception {
    String url =
        "http://%s:%d/api/v1/namespaces/cloud/secrets/keystone-fernet"
            .formatted(api.getAddress().getAddress().getHostAddress(), api.getAddress().getPort());
    Process python =
        new ProcessBuilder(
                "python3",
                folder.resolve("rotate.py").toString(),
                url,
                Integer.toString(keep),
                Integer.toString(youngest),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String out = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return out + python.waitFor();
  }

  private SortedMap<Integer, String> keys() {
    SortedMap<Integer, String> keys = new TreeMap<>();
    secret
        .path("data")
        .properties()
        .forEach(e -> keys.put(Integer.parseInt(e.getKey()), e.getValue().asText()));
    return keys;
  }

  @Test
  void rotate_whenTheKeysAreOld_makesTheStagedKeyPrimary() throws Exception {
    assertThat(rotate(5, 60)).isEqualTo("rotated; keys: 0 1 2\n0");
    assertThat(keys()).containsEntry(2, "c3RhZ2Vk").containsEntry(1, "cHJpbWFyeQ==");
    byte[] staged = Base64.getDecoder().decode(keys().get(0));
    assertThat(Base64.getUrlDecoder().decode(staged)).hasSize(32);
  }

  @Test
  void rotate_manyTimes_keepsSoManyKeysAndTheNewestOnes() throws Exception {
    for (int i = 0; i < 5; i++) {
      String staged = keys().get(0);
      assertThat(rotate(4, -1)).endsWith("\n0");
      assertThat(keys().get(keys().lastKey())).isEqualTo(staged);
    }
    assertThat(keys().keySet()).containsExactly(0, 4, 5, 6);
  }

  @Test
  void rotate_whenRunAgainAtOnce_leavesTheKeysAlone() throws Exception {
    assertThat(rotate(5, 60)).startsWith("rotated");
    assertThat(rotate(5, 60)).isEqualTo("the keys are young enough\n0");
    assertThat(written).hasSize(1);
  }

  @Test
  void rotate_whenAnotherWriterWasFirst_failsWithoutWriting() throws Exception {
    conflict = true;
    assertThat(rotate(5, 60)).isEqualTo("another writer was first\n1");
    assertThat(written).isEmpty();
  }

  @Test
  void rotate_whenTheRepositoryIsNoRepository_printsNoKey() throws Exception {
    secret.putObject("data").put("1", "cHJpbWFyeQ==");
    assertThat(rotate(5, 60)).contains("staged key 0").endsWith("1").doesNotContain("cHJpbWFyeQ");
    assertThat(written).isEmpty();
  }
}
