package io.osplane.internal.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.plan.Plan;

/** Writes and reads a plan as JSON. */
public final class PlanCodec {
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PlanCodec() {}

  /** The plan as one JSON object, with the number of its format. */
  public static String write(Plan plan) {
    ObjectNode fields = JSON.valueToTree(plan);
    ObjectNode root = JSON.createObjectNode().put("format", FORMAT);
    root.set("plan", fields);
    return root.toPrettyString();
  }

  /**
   * Reads it back.
   *
   * @throws IllegalArgumentException if it is no plan of this format
   */
  public static Plan read(String json) {
    try {
      var root = JSON.readTree(json);
      if (root.path("format").asInt() != FORMAT) {
        throw new IllegalArgumentException(
            "no plan of format " + FORMAT + ": make it anew with plan()");
      }
      if (!root.path("plan").isObject()) {
        throw new IllegalArgumentException("no plan: there is nothing in it");
      }
      return JSON.treeToValue(root.path("plan"), Plan.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no plan: " + e.getOriginalMessage(), e);
    }
  }
}
