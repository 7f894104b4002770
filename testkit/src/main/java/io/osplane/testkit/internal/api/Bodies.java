package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.osplane.testkit.internal.http.HttpRequest;
import io.osplane.testkit.internal.model.Tree;
import java.io.IOException;

/** Reads the bodies of requests: JSON, or YAML where the media type says so. */
final class Bodies {
  private final ObjectMapper yaml = new YAMLMapper();

  JsonNode tree(HttpRequest request) {
    byte[] body = request.body();
    if (body.length == 0) {
      return Tree.object();
    }
    boolean json = body[0] == '{' || body[0] == '[';
    boolean yamlType = request.header("content-type").contains("yaml");
    try {
      return (json || !yamlType ? Tree.JSON : yaml).readTree(body);
    } catch (IOException e) {
      throw ApiError.badRequest("the body could not be read: " + e.getMessage());
    }
  }

  ObjectNode object(HttpRequest request) {
    if (tree(request) instanceof ObjectNode object) {
      return object;
    }
    throw ApiError.badRequest("the body is not an object");
  }
}
