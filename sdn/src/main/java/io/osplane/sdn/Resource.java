package io.osplane.sdn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The scripts that come with this library. */
final class Resource {
  private Resource() {}

  static String text(String name) {
    try (InputStream in = Resource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar of osplane-sdn has no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Several of them by name. */
  static Map<String, String> texts(String... names) {
    Map<String, String> texts = new TreeMap<>();
    for (String name : names) {
      texts.put(name, text(name));
    }
    return texts;
  }
}
