package io.osplane.spi;

import io.osplane.error.Violation;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an option of a configuration file in a spec must keep to, whatever service reads it. */
public final class OptionRules {
  private static final Pattern SECRET =
      Pattern.compile("(?i)(password|passwd|secret([-_]key)?|admin[-_]token)$");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][-_.:A-Za-z0-9]*");

  private OptionRules() {}

  /** Whether an option holds a secret, by its name. */
  public static boolean isSecret(String option) {
    return SECRET.matcher(option).find();
  }

  /** What is wrong with the form of an option, said of this path. */
  public static Optional<Violation> form(String path, String section, String option, String value) {
    if (!WORD.matcher(section).matches() || !WORD.matcher(option).matches()) {
      return Optional.of(
          new Violation(path, "is no section and option", "letters, digits and _ - . :"));
    }
    return value.lines().count() > 1 || value.endsWith("\n") || value.contains("${secret:")
        ? Optional.of(new Violation(path, "is no plain value", "one line without a reference"))
        : Optional.empty();
  }
}
