package io.osplane.service;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An option that operators often change, with the values that are of use. Immutable.
 *
 * @param <T> what a value is in Java
 */
public final class Setting<T> {
  private final String kind;
  private final String section;
  private final String name;
  private final String right;
  private final Predicate<T> fits;
  private final Function<T, String> form;

  private Setting(
      String kind,
      String section,
      String name,
      String right,
      Predicate<T> fits,
      Function<T, String> form) {
    this.kind = kind;
    this.section = section;
    this.name = name;
    this.right = right;
    this.fits = fits;
    this.form = form;
  }

  /**
   * One that is so or not.
   *
   * @param kind the kind of component that reads it, for example {@code nova}
   * @param section of the component's configuration file
   * @param name the option's name in it
   */
  public static Setting<Boolean> truth(String kind, String section, String name) {
    return new Setting<>(kind, section, name, "true or false", any -> true, Object::toString);
  }

  /** A whole number between two, both included. */
  public static Setting<Integer> whole(
      String kind, String section, String name, int least, int most) {
    return new Setting<>(
        kind,
        section,
        name,
        range("a whole number", least, most),
        value -> least <= value && value <= most,
        Object::toString);
  }

  /** A number between two, both included. */
  public static Setting<Double> number(
      String kind, String section, String name, double least, double most) {
    return new Setting<>(
        kind,
        section,
        name,
        range("a number", least, most),
        value -> least <= value && value <= most,
        value -> BigDecimal.valueOf(value).toPlainString());
  }

  /** Whole seconds, written as their number, between two times, both included. */
  public static Setting<Duration> seconds(
      String kind, String section, String name, Duration least, Duration most) {
    return new Setting<>(
        kind,
        section,
        name,
        range("whole seconds", least.toSeconds(), most.toSeconds()),
        value ->
            value.equals(Duration.ofSeconds(value.toSeconds()))
                && value.compareTo(least) >= 0
                && value.compareTo(most) <= 0,
        value -> Long.toString(value.toSeconds()));
  }

  /**
   * A text, which is meant as it is: a {@code $} in it refers to nothing.
   *
   * @param pattern the whole text matches it
   * @param right what that is, for people
   */
  public static Setting<String> text(
      String kind, String section, String name, String pattern, String right) {
    return new Setting<>(
        kind,
        section,
        name,
        right,
        value -> value.matches(pattern),
        value -> value.replace("$", "$$"));
  }

  /** Words without commas and blanks, at least one. */
  public static Setting<List<String>> words(String kind, String section, String name) {
    return new Setting<>(
        kind,
        section,
        name,
        "at least one word, without commas and blanks",
        words -> !words.isEmpty() && words.stream().allMatch(w -> w.matches("[^,\\s$]+")),
        words -> String.join(",", words));
  }

  private static String range(String what, Object least, Object most) {
    return what + " from " + least + " to " + most;
  }

  public String section() {
    return section;
  }

  /** The option's name in its section. */
  public String name() {
    return name;
  }

  /** The kind of component that reads it. */
  public String kind() {
    return kind;
  }

  /**
   * A value as it stands in the configuration file of a component.
   *
   * @param reader the component's kind
   * @throws IllegalArgumentException if that is not the kind that reads it, or the value is not of
   *     use; with the path of the option in a spec and what would be right
   */
  public String text(String reader, T value) {
    if (!reader.equals(kind)) {
      throw wrong("is a setting of " + kind, "withOption sets any option of " + reader);
    }
    if (!fits.test(value)) {
      throw wrong("cannot be " + value, right);
    }
    return form.apply(value);
  }

  private IllegalArgumentException wrong(String problem, String expected) {
    return new IllegalArgumentException(
        "config[" + section + "][" + name + "]: " + problem + "; " + expected);
  }

  /** As people write it: {@code [section] name}. */
  @Override
  public String toString() {
    return "[" + section + "] " + name;
  }
}
