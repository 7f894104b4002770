package io.osplane.rabbitmq;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The scripts, configuration files and expressions beside the classes. */
final class Resource {
  private Resource() {}

  /** The text of a file. */
  static String text(String file) {
    try (InputStream in = Resource.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + " of this jar", e);
    }
  }
}
