package io.osplane.testkit.internal.api;

import io.osplane.testkit.internal.http.HttpRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** Writes the query of a request again, for passing it on. */
final class PathQuery {
  private PathQuery() {}

  static String of(HttpRequest request) {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    request.query().forEach((n, values) -> values.forEach(v -> query.add(n + "=" + encode(v))));
    return query.toString();
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
