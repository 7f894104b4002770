package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which fields of an object, as its {@code metadata.managedFields} say. Immutable.
 *
 * @param entries one for each manager, operation and subresource, in the object's order
 */
public record OwnedFields(List<Entry> entries) {

  /**
   * The fields of one manager.
   *
   * @param manager its name
   * @param operation {@code Apply} or {@code Update}
   * @param subresource such as {@code status} or {@code scale}; empty for the object itself
   * @param time of the manager's last write, or null if the server did not say
   * @param fields what it owns
   */
  public record Entry(
      String manager,
      String operation,
      String subresource,
      @Nullable Instant time,
      FieldSet fields) {

    boolean appliedBy(String name) {
      return manager.equals(name) && operation.equals("Apply") && subresource.isEmpty();
    }
  }

  public OwnedFields {
    entries = List.copyOf(entries);
  }

  /** Reads an object as a server returned it; without managed fields nobody owns anything. */
  public static OwnedFields of(JsonNode object) {
    List<Entry> entries = new ArrayList<>();
    object.path("metadata").path("managedFields").forEach(entry -> entries.add(entry(entry)));
    return new OwnedFields(entries);
  }

  /** What that manager owns by server-side apply; empty if it never applied the object. */
  public FieldSet appliedBy(String manager) {
    return entries.stream()
        .filter(e -> e.appliedBy(manager))
        .map(Entry::fields)
        .findFirst()
        .orElse(FieldSet.EMPTY);
  }

  /** All entries but that manager's server-side apply. */
  public List<Entry> others(String manager) {
    return entries.stream().filter(e -> !e.appliedBy(manager)).toList();
  }

  /** Whether anyone but that manager's server-side apply owns the field at these names. */
  public boolean isHeldByOthers(String manager, String... names) {
    return others(manager).stream()
        .map(Entry::fields)
        .map(
            set ->
                Arrays.stream(names)
                    .map(FieldElement::field)
                    .reduce(set, FieldSet::child, (a, b) -> b))
        .anyMatch(FieldSet::touches);
  }

  private static Entry entry(JsonNode entry) {
    return new Entry(
        entry.path("manager").asText(),
        entry.path("operation").asText(),
        entry.path("subresource").asText(),
        time(entry.path("time").asText()),
        entry.has("fieldsV1") ? FieldSet.parse(entry.get("fieldsV1")) : FieldSet.EMPTY);
  }

  private static @Nullable Instant time(String text) {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
