package io.osplane.testkit.internal.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as it came in.
 *
 * @param path still encoded, without the query
 * @param headers by lower-case name
 */
// nobody compares requests
@SuppressWarnings("ArrayRecordComponent")
public record HttpRequest(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    byte[] body) {

  static HttpRequest of(String line, Map<String, String> headers, byte[] body) {
    String[] parts = line.split(" ", -1);
    int mark = parts[1].indexOf('?');
    String path = mark < 0 ? parts[1] : parts[1].substring(0, mark);
    Map<String, List<String>> query =
        mark < 0 ? Map.of() : parseQuery(parts[1].substring(mark + 1));
    return new HttpRequest(parts[0], path, query, headers, body);
  }

  private static Map<String, List<String>> parseQuery(String text) {
    Map<String, List<String>> query = new TreeMap<>();
    for (String pair : text.split("&", 0)) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      query.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
    return query;
  }

  /** The header's value, empty if it is absent. */
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /** The first value of a query parameter, empty if it is absent. */
  public String parameter(String name) {
    return query.getOrDefault(name, List.of("")).get(0);
  }

  public boolean wantsWebSocket() {
    return header("upgrade").equalsIgnoreCase("websocket");
  }

  /** The decoded segments of the path. */
  public List<String> segments() {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", 0)) {
      if (!segment.isEmpty()) {
        segments.add(decode(segment.replace("+", "%2B")));
      }
    }
    return segments;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
