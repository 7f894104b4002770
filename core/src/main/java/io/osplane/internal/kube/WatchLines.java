package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The events of one connection: one JSON object a line, which may come in parts. */
final class WatchLines {
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /** The events that these bytes complete. */
  List<JsonNode> events(List<ByteBuffer> buffers) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (ByteBuffer buffer : buffers) {
      while (buffer.hasRemaining()) {
        byte next = buffer.get();
        if (next == '\n') {
          events.add(Http.JSON.readTree(line.toByteArray()));
          line.reset();
        } else {
          line.write(next);
        }
      }
    }
    return events;
  }
}
