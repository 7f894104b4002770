package io.osplane.openstack;

import io.osplane.service.Setting;
import java.time.Duration;

/** What operators often set of Keystone, for {@code ApiServiceSpec.with}. */
public final class KeystoneSettings {
  /** Whether its logs tell everything. */
  public static final Setting<Boolean> DEBUG = Setting.truth("keystone", "DEFAULT", "debug");

  /** How long a token is valid; more Fernet keys are kept for longer ones. */
  public static final Setting<Duration> TOKEN_EXPIRATION =
      Setting.seconds(
          "keystone", "token", "expiration", Duration.ofMinutes(1), Duration.ofDays(365));

  /** How much longer a service may finish work that a valid token began. */
  public static final Setting<Duration> ALLOW_EXPIRED_WINDOW =
      Setting.seconds(
          "keystone", "token", "allow_expired_window", Duration.ZERO, Duration.ofDays(365));

  /** After how many wrong passwords a user is locked out. */
  public static final Setting<Integer> LOCKOUT_FAILURE_ATTEMPTS =
      Setting.whole("keystone", "security_compliance", "lockout_failure_attempts", 1, 10_000);

  /** How long a user is locked out. */
  public static final Setting<Duration> LOCKOUT_DURATION =
      Setting.seconds(
          "keystone",
          "security_compliance",
          "lockout_duration",
          Duration.ofSeconds(1),
          Duration.ofDays(365));

  /** After how many days a password must be changed; this holds for services' users too. */
  public static final Setting<Integer> PASSWORD_EXPIRES_DAYS =
      Setting.whole("keystone", "security_compliance", "password_expires_days", 1, 10_000);

  /** The regular expression that new passwords match. */
  public static final Setting<String> PASSWORD_REGEX =
      Setting.text(
          "keystone", "security_compliance", "password_regex", ".+", "a regular expression");

  /** How many former passwords of a user cannot be taken again. */
  public static final Setting<Integer> UNIQUE_LAST_PASSWORD_COUNT =
      Setting.whole("keystone", "security_compliance", "unique_last_password_count", 0, 1000);

  /** How many entries a list has at most. */
  public static final Setting<Integer> LIST_LIMIT =
      Setting.whole("keystone", "DEFAULT", "list_limit", 1, 1_000_000);

  private KeystoneSettings() {}
}
