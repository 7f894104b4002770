package io.osplane.spi;

import io.osplane.error.Violation;

/**
 * What specs of a component are held to, by an id that people can look up.
 *
 * @param id stays the same, for example {@code R44}; components may have rules of one id, and then
 *     all of them are warnings or none is
 * @param isWarning whether a spec may break it that acknowledges its id
 * @param why what is wrong where it is broken
 * @param instead what would be right
 */
public record SpecRule(String id, boolean isWarning, String why, String instead) {
  /** A rule that no spec may break. */
  public static SpecRule error(String id, String why, String instead) {
    return new SpecRule(id, false, why, instead);
  }

  /** A rule that a spec may break knowingly. */
  public static SpecRule warning(String id, String why, String instead) {
    return new SpecRule(id, true, why, instead);
  }

  /** That it is broken at a path. */
  public Violation at(String path) {
    return at(path, why, instead);
  }

  /** The same in words that fit what was found. */
  public Violation at(String path, String problem, String expected) {
    return new Violation(path, problem, expected, id, isWarning);
  }
}
