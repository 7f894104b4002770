package io.osplane.internal.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A value without parts.
 *
 * @param type its JSON Schema type
 * @param noun what a right value is
 * @param fits whether a node is of the right type
 * @param parse makes the value of a node that fits; may refuse its content by an exception
 * @param print makes the node of a value
 */
record ScalarShape(
    String type,
    String noun,
    Predicate<JsonNode> fits,
    Function<JsonNode, Object> parse,
    Function<Object, JsonNode> print)
    implements Shape {

  static final ScalarShape TEXT =
      new ScalarShape(
          "string",
          "a text",
          JsonNode::isTextual,
          JsonNode::textValue,
          value -> TextNode.valueOf((String) value));

  static final ScalarShape TRUTH =
      new ScalarShape(
          "boolean",
          "true or false",
          JsonNode::isBoolean,
          JsonNode::booleanValue,
          value -> BooleanNode.valueOf((Boolean) value));

  static final ScalarShape INT = whole(Integer.MIN_VALUE, Integer.MAX_VALUE, Math::toIntExact);

  static final ScalarShape LONG = whole(Long.MIN_VALUE, Long.MAX_VALUE, value -> value);

  /** A type whose values have the form that its {@code of(String)} takes. */
  static ScalarShape parsed(Class<?> type, Invocable of, Function<Object, String> text) {
    return new ScalarShape(
        "string",
        "a valid " + Spelling.words(type),
        JsonNode::isTextual,
        node -> of.call(List.of(node.textValue())),
        value -> TextNode.valueOf(text.apply(value)));
  }

  private static ScalarShape whole(long least, long most, LongFunction<Object> narrow) {
    return new ScalarShape(
        "integer",
        "a whole number",
        JsonNode::isIntegralNumber,
        node -> narrow.apply(inRange(node, least, most)),
        value -> LongNode.valueOf(((Number) value).longValue()));
  }

  private static long inRange(JsonNode node, long least, long most) {
    long value = node.longValue();
    if (!node.canConvertToLong() || value < least || value > most) {
      throw new IllegalArgumentException(
          Place.brief(node.asText()) + " is not between " + least + " and " + most);
    }
    return value;
  }

  @Override
  public @Nullable Object read(JsonNode node, @Nullable Object base, Place place) {
    if (!fits.test(node)) {
      return place.mismatch(node, wanted(node));
    }
    try {
      return parse.apply(node);
    } catch (RuntimeException e) {
      return place.refuse(e, noun);
    }
  }

  @Override
  public JsonNode write(Object value, @Nullable Object base) {
    return print.apply(value);
  }

  @Override
  public ObjectNode schema(@Nullable Object base) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  private String wanted(JsonNode found) {
    boolean unquoted = type.equals("string") && (found.isNumber() || found.isBoolean());
    return unquoted ? noun + " in quotes: \"" + Place.brief(found.asText()) + "\"" : noun;
  }
}
