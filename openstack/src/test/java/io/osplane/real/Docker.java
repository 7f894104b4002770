package io.osplane.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Docker's images, by its command line: asking it starts no container. */
final class Docker {
  private Docker() {}

  /** The images as {@code repository:tag}; empty if there is no Docker. */
  static Optional<List<String>> images() {
    try {
      return Optional.of(
          run(List.of("docker", "image", "ls", "--format", "{{.Repository}}:{{.Tag}}"))
              .lines()
              .toList());
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** Writes images to an archive. */
  static void save(List<String> images, Path archive) {
    List<String> command = new ArrayList<>(List.of("docker", "save", "-o", archive.toString()));
    command.addAll(images);
    run(command);
  }

  private static String run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed: " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
