package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Foretells what server-side apply would do to an object, without a server. It follows the merge of
 * sigs.k8s.io/structured-merge-diff: fields that desired sets win, fields that our manager applied
 * before and desired no longer sets are removed unless another manager owns them, everything else
 * stays. Immutable and safe for use by many threads.
 *
 * <p>It is exact for {@link #canonical} objects. Sent as they are, an amount such as {@code 1024Mi}
 * conflicts with another manager's {@code 1Gi}, a null resets a field, and {@code stringData} is
 * never removed again.
 */
public final class FieldDiff {
  private final FieldSchema schema;
  private final CanonicalObject form;

  public FieldDiff(FieldSchema schema) {
    this.schema = schema;
    this.form = new CanonicalObject(schema);
  }

  /**
   * The form in which an object is compared and should be sent: no nulls, no status, nothing that
   * the server keeps, amounts as the server stores them, a Secret's {@code stringData} in {@code
   * data}.
   */
  public ObjectNode canonical(JsonNode object) {
    FieldType type = type(object);
    return isSecret(object) ? form.ofSecret(type, object) : form.of(type, object);
  }

  /**
   * Compares the fields that desired sets, and those that {@code manager} owns and desired no
   * longer sets.
   *
   * @param desired with apiVersion and kind
   * @param live the object as a server returned it, with its managed fields, or null if there is
   *     none
   * @param manager the field manager that would apply desired
   */
  public FieldComparison compare(JsonNode desired, @Nullable JsonNode live, String manager) {
    if (live == null) {
      return new FieldComparison(true, List.of(), List.of(), List.of());
    }
    FieldFindings findings = new FieldFindings(isSecret(desired));
    FieldPosition root = FieldPosition.root(schema, type(desired), OwnedFields.of(live), manager);
    new FieldMerge(schema, findings)
        .merge(root, merged(canonical(desired)), merged(form.of(type(desired), live)));
    return findings.comparison();
  }

  /**
   * A copy of a desired object without the fields that other managers hold at other values: applied
   * by {@code manager}, it meets no conflict.
   */
  public ObjectNode yielding(JsonNode desired, JsonNode live, String manager) {
    Set<String> held =
        compare(desired, live, manager).conflicts().stream()
            .map(c -> c.change().path())
            .collect(Collectors.toSet());
    ObjectNode rest = canonical(desired);
    FieldPosition root =
        FieldPosition.root(schema, type(desired), OwnedFields.of(MissingNode.getInstance()), "");
    new FieldRemainder(held).strip(root, rest);
    return rest;
  }

  private FieldType type(JsonNode object) {
    return schema.root(object.path("apiVersion").asText(), object.path("kind").asText());
  }

  private static boolean isSecret(JsonNode object) {
    return object.path("apiVersion").asText().equals("v1")
        && object.path("kind").asText().equals("Secret");
  }

  /** Without the object's identity, which no manager owns and lists leave out in part. */
  private static ObjectNode merged(ObjectNode object) {
    object.remove(List.of("apiVersion", "kind"));
    if (object.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove(List.of("name", "namespace"));
    }
    return object;
  }
}
