package io.osplane.testkit.programs;

import io.osplane.testkit.ExecRequest;
import io.osplane.testkit.ExecResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * A command as it is meant, without what is wrapped around it.
 *
 * @param words the command and its arguments
 * @param input its standard input; what has come so far if it has not ended
 * @param hasEnded whether all of its input is there
 */
record CommandLine(List<String> words, String input, boolean hasEnded) {
  /** Waits for a line, then gives the command only as many bytes as its first argument says. */
  private static final String BOUNDED_INPUT = "read -r go; n=$1; shift; head -c \"$n\" | \"$@\"";

  /** Runs what a request means; asks for more input until a bounded one is whole. */
  static ExecResult run(ExecRequest request, Function<CommandLine, ExecResult> program) {
    List<String> words = request.command();
    if (words.size() < 6 || !words.get(2).equals(BOUNDED_INPUT)) {
      return program.apply(new CommandLine(unlimited(words), request.input(), !request.open()));
    }
    int length = Integer.parseInt(words.get(4));
    byte[] stdin = request.stdin();
    if (stdin.length <= length && request.open()) {
      return ExecResult.moreInput();
    }
    int there = Math.max(0, Math.min(length, stdin.length - 1));
    String input = there == 0 ? "" : new String(stdin, 1, there, StandardCharsets.UTF_8);
    return program.apply(new CommandLine(unlimited(words.subList(5, words.size())), input, true));
  }

  private static List<String> unlimited(List<String> words) {
    return words.size() > 2 && words.get(0).equals("timeout")
        ? words.subList(2, words.size())
        : words;
  }

  /** Whether the command begins with these words. */
  boolean startsWith(String... start) {
    return words.size() >= start.length && words.subList(0, start.length).equals(List.of(start));
  }

  /** The words from a place on. */
  List<String> from(int index) {
    return words.subList(Math.min(index, words.size()), words.size());
  }

  /** What a shell says of a command that is not there. */
  ExecResult notFound() {
    return ExecResult.failure(127, words.get(0) + ": command not found\n");
  }
}
