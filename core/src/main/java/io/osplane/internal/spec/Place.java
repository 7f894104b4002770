package io.osplane.internal.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.osplane.error.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a document, with the list of what is wrong anywhere in that document. Not thread-safe.
 *
 * @param path as in {@code components[galera].replicas}; empty for the document itself
 * @param found shared by all places of one document
 */
record Place(String path, List<Violation> found) {
  private static final int SHOWN = 60;
  private static final int SAID = 300;

  static Place document() {
    return new Place("", new ArrayList<>());
  }

  Place field(String name) {
    return new Place(path.isEmpty() ? brief(name) : path + "." + brief(name), found);
  }

  Place element(String key) {
    return new Place(path + "[" + brief(key) + "]", found);
  }

  /** Notes a violation here; returns null, the value of what could not be read. */
  @CanIgnoreReturnValue
  @Nullable Object refuse(String problem, String expected) {
    found.add(new Violation(path.isEmpty() ? "(document)" : path, problem, expected));
    return null;
  }

  /** Notes that what reads the value here refused it. */
  @CanIgnoreReturnValue
  @Nullable Object refuse(RuntimeException refusal, String expected) {
    String message = refusal.getMessage();
    return refuse(line(message == null ? refusal.toString() : message, SAID), expected);
  }

  /** Notes that the node here is of the wrong type. */
  @CanIgnoreReturnValue
  @Nullable Object mismatch(JsonNode node, String expected) {
    return refuse("found " + described(node), expected);
  }

  /** A text from the document, short and on one line. */
  static String brief(String text) {
    return line(text, SHOWN);
  }

  private static String line(String text, int longest) {
    String shown = text.length() > longest ? text.substring(0, longest) + "..." : text;
    return shown.replaceAll("[\\p{Cntrl}\\x{2028}\\x{2029}]", " ");
  }

  private static String described(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "a mapping";
      case STRING -> "the text '" + brief(node.textValue()) + "'";
      case NUMBER -> "the number " + brief(node.numberValue().toString());
      case BOOLEAN -> node.toString();
      case NULL, MISSING, BINARY, POJO -> "nothing";
    };
  }
}
