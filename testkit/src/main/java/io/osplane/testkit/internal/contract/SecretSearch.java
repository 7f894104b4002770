package io.osplane.testkit.internal.contract;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks for values of Secrets in texts: as they are, in base64, URL-encoded, JSON-escaped. */
public final class SecretSearch {
  private static final int SHORTEST = 8;
  private final Set<String> forms = new TreeSet<>();

  /** Shorter values than eight bytes are left out: they are found everywhere by chance. */
  public SecretSearch(Collection<byte[]> values) {
    values.stream().filter(v -> v.length >= SHORTEST).forEach(this::add);
  }

  private void add(byte[] value) {
    String text = new String(value, StandardCharsets.UTF_8);
    forms.add(text);
    forms.add(Base64.getEncoder().withoutPadding().encodeToString(value));
    forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(value));
    forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
    forms.add(String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)));
  }

  /** How many forms it looks for. */
  public int size() {
    return forms.size();
  }

  /** The names of the texts that hold one. */
  public List<String> findIn(Map<String, String> texts) {
    List<String> found = new ArrayList<>();
    texts.forEach(
        (name, text) -> {
          if (forms.stream().anyMatch(text::contains)) {
            found.add(name);
          }
        });
    return found;
  }
}
