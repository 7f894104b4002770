package io.osplane.internal.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form that the values of one Java type have in a document: what reads, writes and describes
 * them. Immutable and thread-safe.
 *
 * <p>A <em>base</em> is the value that stands where the document says nothing; a record that is
 * given in part takes the rest from it.
 */
interface Shape {
  /** The value, or null after telling the place everything that is wrong with the node. */
  @Nullable Object read(JsonNode node, @Nullable Object base, Place place);

  /** The node that {@link #read} makes an equal value of, given the same base. */
  JsonNode write(Object value, @Nullable Object base);

  /** The JSON Schema of what {@link #read} accepts, given the same base. */
  ObjectNode schema(@Nullable Object base);

  /** What a right value is, for people: {@code a whole number}. */
  String noun();

  /** The value of a field that is not there and has no base; null if it has to be there. */
  default @Nullable Object absent() {
    return null;
  }

  /** What identifies an element of this shape within its list, if it has such a thing. */
  default Optional<String> key(JsonNode element) {
    return Optional.empty();
  }
}
