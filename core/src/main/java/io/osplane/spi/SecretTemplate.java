package io.osplane.spi;

import io.osplane.SecretRef;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Secret whose files hold references to other Secrets' values; the engine fills them in when it
 * writes.
 *
 * @param name the Secret's name
 * @param files text by key, with references made by {@link #value} and {@link #urlEncoded}
 */
public record SecretTemplate(String name, Map<String, String> files) {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{secret:([-a-z0-9.]+)/([-._a-zA-Z0-9]+)@(\\d+)(\\|url)?}");

  public SecretTemplate {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /** The place of a value within a text. */
  public static String value(SecretRef ref) {
    return "${secret:" + ref.name() + "/" + ref.key() + "@" + ref.epoch() + "}";
  }

  /** The place of a value within a URL: percent-encoded when filled in. */
  public static String urlEncoded(SecretRef ref) {
    return "${secret:" + ref.name() + "/" + ref.key() + "@" + ref.epoch() + "|url}";
  }

  /** The names of the Secrets that it refers to. */
  public SortedSet<String> sources() {
    SortedSet<String> names = new TreeSet<>();
    references().forEach(ref -> names.add(ref.name()));
    return names;
  }

  /** The values that it refers to, in the order of the files; one may be there twice. */
  public List<SecretRef> references() {
    return files.values().stream()
        .flatMap(text -> REFERENCE.matcher(text).results())
        .map((MatchResult m) -> reference(m))
        .toList();
  }

  /**
   * The values that it refers to, each with its epoch: for an annotation of pod templates, so that
   * pods move when one is rotated.
   */
  public String epochs() {
    return references().stream()
        .map(ref -> ref.name() + "/" + ref.key() + "@" + ref.epoch())
        .distinct()
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static SecretRef reference(MatchResult found) {
    return new SecretRef(found.group(1), found.group(2), Integer.parseInt(found.group(3)));
  }

  /** The files with every reference filled in by its value. */
  public Map<String, String> fill(Function<SecretRef, String> reveal) {
    Map<String, String> filled = new TreeMap<>();
    files.forEach((key, text) -> filled.put(key, fill(text, reveal)));
    return filled;
  }

  private static String percentEncoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String fill(String text, Function<SecretRef, String> reveal) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            m -> {
              String value = reveal.apply(reference(m));
              return Matcher.quoteReplacement(m.group(4) == null ? value : percentEncoded(value));
            });
  }
}
