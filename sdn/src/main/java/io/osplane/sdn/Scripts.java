package io.osplane.sdn;

import io.osplane.spi.Resource;
import java.util.Map;
import java.util.TreeMap;

/** Several of the scripts that come with this library, by name. */
final class Scripts {
  private Scripts() {}

  static Map<String, String> of(String... names) {
    Map<String, String> texts = new TreeMap<>();
    for (String name : names) {
      texts.put(name, Resource.text(Scripts.class, name));
    }
    return texts;
  }
}
