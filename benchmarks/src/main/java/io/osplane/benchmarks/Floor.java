package io.osplane.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script that deploys the same by plain manifests: {@code SCRIPT token} prints lines that end in
 * {@code at SECONDS s}, {@code SCRIPT server} goes on to a server, {@code SCRIPT down} takes
 * everything away.
 */
final class Floor {
  private static final Pattern LAP = Pattern.compile("^(.*?)\\s+\\+.*at\\s+([0-9.]+)s?\\s*$");
  private final String script;

  Floor(String script) {
    this.script = script;
  }

  /** Seconds from nothing to the first server that is ACTIVE: {@code SCRIPT server}. */
  double server() throws IOException, InterruptedException {
    double active = 0;
    Process process = new ProcessBuilder(script, "server").redirectErrorStream(true).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line : out.lines().toList()) {
        Matcher lap = LAP.matcher(line);
        if (lap.matches() && lap.group(1).contains("server ACTIVE")) {
          active = Double.parseDouble(lap.group(2));
        }
      }
    }
    if (process.waitFor() != 0 || active == 0) {
      throw new IOException(script + " server failed: run it by hand and look");
    }
    return active;
  }

  Times deploy() throws IOException, InterruptedException {
    double token = 0;
    double whole = 0;
    Process process = new ProcessBuilder(script, "token").redirectErrorStream(true).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line : out.lines().toList()) {
        Matcher lap = LAP.matcher(line);
        if (lap.matches()) {
          whole = Double.parseDouble(lap.group(2));
          token = lap.group(1).contains("first token") ? whole : token;
        }
      }
    }
    if (process.waitFor() != 0 || token == 0) {
      throw new IOException(script + " token failed: run it by hand and look");
    }
    return new Times(token, whole);
  }

  void down() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of(script, "down"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(script + " down failed");
    }
  }
}
