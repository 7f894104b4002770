package io.osplane.openstack;

import io.osplane.error.Violation;
import io.osplane.service.ApiServiceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How many Fernet keys are kept: a key stays as long as a token signed with it can be valid.
 *
 * <p>Source: Keystone's administrator guide, "How many keys should be kept": token lifetime over
 * rotation period, and two more: the staged one and the primary.
 */
final class FernetKeys {
  /** As in the row's schedule. */
  private static final Duration PERIOD = Duration.ofHours(12);

  private static final String EXPIRATION = "expiration";
  private static final String WINDOW = "allow_expired_window";
  private static final Pattern SECONDS = Pattern.compile("[1-9]\\d{0,8}");
  private static final Map<String, String> DEFAULTS = Map.of(EXPIRATION, "14400", WINDOW, "172800");

  private FernetKeys() {}

  /** The number of keys, and the age in seconds below which they are not rotated again. */
  static Map<String, String> placeholders(ApiServiceSpec spec) {
    long lifetime = Long.parseLong(option(spec, EXPIRATION)) + Long.parseLong(option(spec, WINDOW));
    long period = PERIOD.toSeconds();
    return Map.of(
        "fernet.keys", Long.toString((lifetime + period - 1) / period + 2),
        "fernet.youngest", Long.toString(period / 2));
  }

  static List<Violation> violations(ApiServiceSpec spec) {
    return List.of(EXPIRATION, WINDOW).stream()
        .filter(option -> !SECONDS.matcher(option(spec, option)).matches())
        .map(
            o ->
                new Violation(
                    "config[token][" + o + "]", "is no number of seconds", "1 to 999999999"))
        .toList();
  }

  private static String option(ApiServiceSpec spec, String option) {
    return spec.config()
        .getOrDefault("token", Map.of())
        .getOrDefault(option, DEFAULTS.getOrDefault(option, ""));
  }
}
