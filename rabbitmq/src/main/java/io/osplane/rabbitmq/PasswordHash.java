package io.osplane.rabbitmq;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * What RabbitMQ stores of a password: four bytes of salt and the SHA-256 of salt and password, in
 * Base64 ({@code rabbit_password_hashing_sha256}). Made here, so that a password never is an
 * argument of a command.
 */
record PasswordHash(String value) {
  static final String ALGORITHM = "rabbit_password_hashing_sha256";
  private static final int SALT = 4;

  /** A hash with fresh salt. */
  static PasswordHash of(String password) {
    byte[] salt = new byte[SALT];
    new SecureRandom().nextBytes(salt);
    return salted(salt, password);
  }

  /** Whether it is the hash of that password; false for what is too short to be one. */
  boolean matches(String password) {
    byte[] stored = Base64.getDecoder().decode(value);
    return stored.length > SALT && salted(Arrays.copyOf(stored, SALT), password).equals(this);
  }

  private static PasswordHash salted(byte[] salt, String password) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(salt);
      byte[] digest = sha256.digest(password.getBytes(StandardCharsets.UTF_8));
      byte[] all = Arrays.copyOf(salt, salt.length + digest.length);
      System.arraycopy(digest, 0, all, salt.length, digest.length);
      return new PasswordHash(Base64.getEncoder().encodeToString(all));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
