package io.osplane.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** An API server's audit log: one JSON object a line. */
final class AuditLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AuditLog() {}

  /**
   * What one user asked, in the order of the log; only requests that were answered or, for a watch,
   * begun.
   *
   * @throws IOException if the file cannot be read or a line of it is no JSON
   */
  static List<Request> of(Path file, String user) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.contains(user))
          .map(AuditLog::parse)
          .filter(e -> e.path("user").path("username").asText().equals(user))
          .filter(AuditLog::isLast)
          .map(AuditLog::request)
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("no audit log: a line is no JSON", e);
    }
  }

  /** A request may be in the log at several stages: one of them counts. */
  private static boolean isLast(JsonNode event) {
    String stage = event.path("stage").asText("ResponseComplete");
    boolean isWatch = event.path("verb").asText().equals("watch");
    return stage.equals(isWatch ? "ResponseStarted" : "ResponseComplete");
  }

  private static Request request(JsonNode event) {
    JsonNode object = event.path("objectRef");
    Instant at = Instant.parse(event.path("requestReceivedTimestamp").asText(Instant.EPOCH + ""));
    return new Request(
        Request.verb(event.path("verb").asText(), object.path("subresource").asText()),
        object.path("resource").asText(),
        object.path("name").asText(),
        "",
        at,
        at);
  }
}
