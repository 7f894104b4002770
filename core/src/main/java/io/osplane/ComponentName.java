package io.osplane;

import java.util.regex.Pattern;

/**
 * The name of one instance of a component within a control plane, for example {@code galera} or
 * {@code galera-cell1}.
 *
 * @param value a DNS label of at most 40 characters, so that the names of its objects stay legal
 */
public record ComponentName(String value) implements Comparable<ComponentName> {
  private static final Pattern LABEL = Pattern.compile("[a-z]([-a-z0-9]{0,38}[a-z0-9])?");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if it is not a DNS label of at most 40 characters
   */
  public ComponentName {
    if (!LABEL.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'" + value + "' is no component name: use a-z, 0-9 and '-', at most 40 characters");
    }
  }

  public static ComponentName of(String value) {
    return new ComponentName(value);
  }

  @Override
  public int compareTo(ComponentName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
