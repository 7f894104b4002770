package io.osplane.examples;

/** A program was called in a way that it cannot follow; the message is one line for the caller. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
