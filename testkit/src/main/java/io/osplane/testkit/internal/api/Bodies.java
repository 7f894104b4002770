package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.core.JsonProcessingException;
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
    boolean yamlType = request.header("content-type").contains("yaml");
    try {
      return yamlType ? yaml(body) : Tree.JSON.readTree(body);
    } catch (IOException e) {
      throw ApiError.badRequest("the body could not be read: " + e.getMessage());
    }
  }

  /** YAML; what is written as JSON, as most clients do, is read by the parser that is faster. */
  private JsonNode yaml(byte[] body) throws IOException {
    try {
      return Tree.JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return yaml.readTree(body);
    }
  }

  ObjectNode object(HttpRequest request) {
    if (tree(request) instanceof ObjectNode object) {
      return object;
    }
    throw ApiError.badRequest("the body is not an object");
  }
}
