package io.osplane.internal.kube;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.internal.kube.FieldPosition.Holder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what a comparison finds, and keeps a Secret's values out of it. For one thread. */
final class FieldFindings {
  private static final String CONCEALED = "(secret)";

  /** Where a Secret's values are; kubectl keeps a copy of them in the annotation. */
  private static final List<String> CONFIDENTIAL =
      List.of(
          "data",
          "stringData",
          "metadata.annotations[\"kubectl.kubernetes.io/last-applied-configuration\"]");

  private final boolean secret;
  private final List<FieldEdit> changes = new ArrayList<>();
  private final List<FieldConflict> conflicts = new ArrayList<>();
  private final List<String> ownership = new ArrayList<>();

  FieldFindings(boolean secret) {
    this.secret = secret;
  }

  /** A value that desired sets: a conflict where others own it. */
  void changed(FieldPosition at, JsonNode before, JsonNode after) {
    FieldEdit change = change(at.path(), before, after);
    if (at.others().isEmpty()) {
      changes.add(change);
    }
    at.others().forEach(holder -> conflicts.add(conflict(change, holder)));
  }

  void removed(FieldPosition at, JsonNode before, JsonNode after) {
    changes.add(change(at.path(), before, after));
  }

  void reordered(FieldPosition at, String before, String after) {
    changes.add(new FieldEdit(at.path(), before, after));
  }

  void owned(FieldPosition at) {
    ownership.add(at.path());
  }

  FieldComparison comparison() {
    return new FieldComparison(false, changes, conflicts, ownership);
  }

  private static FieldConflict conflict(FieldEdit change, Holder holder) {
    OwnedFields.Entry other = holder.entry();
    return new FieldConflict(change, other.manager(), other.operation(), other.time());
  }

  private FieldEdit change(String path, JsonNode before, JsonNode after) {
    return new FieldEdit(path, text(path, before), text(path, after));
  }

  private @Nullable String text(String path, JsonNode value) {
    if (value.isMissingNode()) {
      return null;
    }
    return secret && isConfidential(path) ? CONCEALED : FieldText.of(value);
  }

  private static boolean isConfidential(String path) {
    return CONFIDENTIAL.stream()
        .anyMatch(c -> path.equals(c) || path.startsWith(c + ".") || path.startsWith(c + "["));
  }
}
