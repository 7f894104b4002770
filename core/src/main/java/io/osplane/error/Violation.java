package io.osplane.error;

/**
 * One thing that is wrong with a spec.
 *
 * @param path where: fields after points, names and keys in brackets, for example {@code
 *     components[galera].options[wsrep_on]}
 * @param problem what is wrong with it
 * @param expected what would be right
 * @param rule the id of the rule that is broken, for example {@code R44}; empty if it has none
 * @param isWarning whether it is none any more for a spec that acknowledges its rule
 */
public record Violation(
    String path, String problem, String expected, String rule, boolean isWarning) {
  /** One of a rule without an id, which is right or not. */
  public Violation(String path, String problem, String expected) {
    this(path, problem, expected, "", false);
  }

  /** The same, seen from whoever holds what the path begins with. */
  public Violation under(String holder) {
    return new Violation(holder + "." + path, problem, expected, rule, isWarning);
  }

  /** Where, what and its rule, what would be right, and how a warning is acknowledged. */
  @Override
  public String toString() {
    return path
        + ": "
        + problem
        + (rule.isEmpty() ? "" : " (" + (isWarning ? "warning " : "rule ") + rule + ")")
        + "; "
        + expected
        + (isWarning ? ", or let the spec say acknowledging: [" + rule + "]" : "");
  }
}
