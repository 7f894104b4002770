package io.osplane.testkit.programs;

/** Why a program ends with an error, as it logs it. */
final class ProgramFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ProgramFailure(String message) {
    super(message);
  }
}
