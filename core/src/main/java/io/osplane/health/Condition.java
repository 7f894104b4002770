package io.osplane.health;

/**
 * One finding about a component.
 *
 * @param status how well it is
 * @param code a word for programs, in the form {@code MemberLost}
 * @param message a sentence for people
 * @param remedy what to do; empty if nothing is to be done
 */
public record Condition(Status status, String code, String message, String remedy) {
  public static Condition healthy(String code, String message) {
    return new Condition(Status.HEALTHY, code, message, "");
  }

  public static Condition degraded(String code, String message, String remedy) {
    return new Condition(Status.DEGRADED, code, message, remedy);
  }

  public static Condition unknown(String code, String message, String remedy) {
    return new Condition(Status.UNKNOWN, code, message, remedy);
  }

  public static Condition down(String code, String message, String remedy) {
    return new Condition(Status.DOWN, code, message, remedy);
  }
}
