package io.osplane.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that a program was given cannot be used; the message is one line that names it. */
final class UnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableException(String message) {
    super(message);
  }

  /**
   * The text of a file.
   *
   * @param what what it should be, for the message
   * @throws UnreadableException if it cannot be read as UTF-8
   */
  static String read(String what, Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new UnreadableException("there is no " + what + " " + file);
    } catch (IOException e) {
      throw new UnreadableException("cannot read " + what + " " + file + ": " + e.getMessage());
    }
  }
}
