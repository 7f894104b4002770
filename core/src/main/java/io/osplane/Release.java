package io.osplane;

import java.util.regex.Pattern;

/**
 * An OpenStack release by its number, for example {@code 2025.1}.
 *
 * @param value year and half, {@code YYYY.1} or {@code YYYY.2}
 */
public record Release(String value) implements Comparable<Release> {
  private static final Pattern FORM = Pattern.compile("20\\d\\d\\.[12]");

  /**
   * Checks the form; whether the release is known is said by the image catalog.
   *
   * @throws IllegalArgumentException if the form is not {@code YYYY.N}
   */
  public Release {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'" + value + "' is no OpenStack release: use its number, for example 2025.1");
    }
  }

  public static Release of(String value) {
    return new Release(value);
  }

  @Override
  public int compareTo(Release other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
