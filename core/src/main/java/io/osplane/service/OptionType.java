package io.osplane.service;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the value of an option must be, as far as that is simple to say. Values are read as
 * oslo.config does: without blanks and quotes around them, and not looked into where they refer to
 * other options.
 *
 * @param choices the only right values, or items of a list; empty if there are others
 * @param ignoresCase whether they may be written in any case
 */
record OptionType(
    Kind kind,
    List<String> choices,
    boolean ignoresCase,
    Optional<BigDecimal> min,
    Optional<BigDecimal> max) {
  private static final Pattern TRUTH = Pattern.compile("(?i)true|false|yes|no|on|off|1|0");
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d(_?\\d){0,39}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d(_?\\d){0,39}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,3})?");
  private static final Pattern QUOTED = Pattern.compile("(['\"])(.*)\\1");

  private enum Kind {
    BOOL("true or false"),
    INT("a whole number"),
    FLOAT("a number"),
    LIST("items"),
    STRING("a text"),
    OTHER("a value");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    static Kind of(String word) {
      return Arrays.stream(values())
          .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
          .findFirst()
          .orElse(OTHER);
    }
  }

  /**
   * The type that a line tells of.
   *
   * @param word the type's name
   * @param said the words after it, with what follows their {@code =}
   */
  static OptionType of(String word, Map<String, String> said) {
    String choices = said.get("choices");
    return new OptionType(
        Kind.of(word),
        choices == null ? List.of() : List.of(choices.split("\\|", -1)),
        said.containsKey("ignore_case"),
        Optional.ofNullable(said.get("min")).map(BigDecimal::new),
        Optional.ofNullable(said.get("max")).map(BigDecimal::new));
  }

  /** What would be right instead of a value; empty if it is right. */
  Optional<String> instead(String value) {
    String plain = QUOTED.matcher(value.strip()).replaceFirst("$2");
    return plain.contains("$") || fits(plain) ? Optional.empty() : Optional.of(words());
  }

  private boolean fits(String value) {
    return switch (kind) {
      case BOOL -> TRUTH.matcher(value).matches();
      case INT -> value.isEmpty() || isNumber(WHOLE, value);
      case FLOAT -> value.isEmpty() || isNumber(NUMBER, value);
      case LIST ->
          value.isEmpty()
              || Arrays.stream(value.split(",")).map(String::strip).allMatch(this::isChoice);
      case STRING -> isChoice(value);
      case OTHER -> true;
    };
  }

  private boolean isNumber(Pattern form, String value) {
    return form.matcher(value).matches() && isAllowed(new BigDecimal(value.replace("_", "")));
  }

  private boolean isAllowed(BigDecimal value) {
    return choices.isEmpty()
        ? min.map(m -> m.compareTo(value) <= 0).orElse(true)
            && max.map(m -> m.compareTo(value) >= 0).orElse(true)
        : choices.stream().anyMatch(c -> new BigDecimal(c).compareTo(value) == 0);
  }

  private boolean isChoice(String value) {
    return choices.isEmpty()
        || choices.stream()
            .anyMatch(c -> ignoresCase ? c.equalsIgnoreCase(value) : c.equals(value));
  }

  private String words() {
    if (!choices.isEmpty()) {
      return (kind == Kind.LIST ? "items of " : "one of ")
          + choices.stream().map(c -> c.isEmpty() ? "''" : c).collect(Collectors.joining(", "));
    }
    return kind.words
        + min.map(m -> (max.isPresent() ? " from " : " of at least ") + plain(m)).orElse("")
        + max.map(m -> (min.isPresent() ? " to " : " of at most ") + plain(m)).orElse("");
  }

  private static String plain(BigDecimal limit) {
    return limit.stripTrailingZeros().toPlainString();
  }
}
