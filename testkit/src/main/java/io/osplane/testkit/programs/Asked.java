package io.osplane.testkit.programs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.osplane.testkit.HttpCall;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a request to one of OpenStack's APIs. */
record Asked(HttpCall call) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PARAMETER = Pattern.compile("[?&]([^=&]+)=([^&]*)");

  String method() {
    return call.method();
  }

  /** Without the query. */
  String path() {
    return call.path().replaceFirst("\\?.*", "");
  }

  /** The parts of the path after its beginning; none if it begins otherwise. */
  List<String> below(String beginning) {
    return path().startsWith(beginning)
        ? List.of(path().substring(beginning.length()).split("/", -1))
        : List.of();
  }

  /** The parameters of the query, decoded. */
  Map<String, String> query() {
    Map<String, String> query = new TreeMap<>();
    Matcher matcher = PARAMETER.matcher(call.path());
    while (matcher.find()) {
      query.put(matcher.group(1), URLDecoder.decode(matcher.group(2), StandardCharsets.UTF_8));
    }
    return query;
  }

  /** The body; an empty object if it is no JSON. */
  JsonNode body() {
    try {
      return JSON.readTree(call.body());
    } catch (IOException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
