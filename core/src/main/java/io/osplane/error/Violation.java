package io.osplane.error;

/**
 * One thing that is wrong with a spec.
 *
 * @param path where: fields after points, names and keys in brackets, for example {@code
 *     components[galera].options[wsrep_on]}
 * @param problem what is wrong with it
 * @param expected what would be right
 */
public record Violation(String path, String problem, String expected) {
  @Override
  public String toString() {
    return path + ": " + problem + "; " + expected;
  }
}
