package io.osplane.error;

/**
 * One thing that is wrong with a spec.
 *
 * @param path where, for example {@code components[galera].replicas}
 * @param problem what is wrong with it
 * @param expected what would be right
 */
public record Violation(String path, String problem, String expected) {
  @Override
  public String toString() {
    return path + ": " + problem + "; " + expected;
  }
}
