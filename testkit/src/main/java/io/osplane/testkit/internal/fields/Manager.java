package io.osplane.testkit.internal.fields;

/** Who owns fields: one entry of {@code metadata.managedFields} without its time and fields. */
public record Manager(String name, String operation, String subresource, String apiVersion) {
  static final String APPLY = "Apply";
  static final String UPDATE = "Update";

  public static Manager applying(String name, String subresource, String apiVersion) {
    return new Manager(name, APPLY, subresource, apiVersion);
  }

  public static Manager updating(String name, String subresource, String apiVersion) {
    return new Manager(name, UPDATE, subresource, apiVersion);
  }

  String inConflict() {
    String text = "conflict with \"" + name + "\"";
    if (!subresource.isEmpty()) {
      text += " with subresource \"" + subresource + "\"";
    }
    return operation.equals(UPDATE) ? text + " using " + apiVersion : text;
  }
}
