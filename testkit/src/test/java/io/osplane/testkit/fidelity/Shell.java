package io.osplane.testkit.fidelity;

import io.osplane.testkit.Container;
import io.osplane.testkit.ExecRequest;
import io.osplane.testkit.ExecResult;
import io.osplane.testkit.Program;
import java.time.Duration;
import java.util.List;

/**
 * What the scenarios need of a shell: {@code echo}, {@code echo … >&2}, {@code sleep}, {@code
 * exit}.
 */
record Shell(Container container) implements Program {
  private static final String TO_ERRORS = " >&2";

  @Override
  public void start() {
    run(steps(container.command()));
  }

  /** As the first process, a shell does not hear the signal to end. */
  @Override
  public Duration stop(Duration grace) {
    return grace.plusSeconds(1);
  }

  private void run(List<String> steps) {
    for (int i = 0; i < steps.size(); i++) {
      String[] words = steps.get(i).split(" ", 2);
      switch (words[0]) {
        case "echo" -> container.log(words[1].replace(TO_ERRORS, ""));
        case "sleep" -> {
          List<String> rest = steps.subList(i + 1, steps.size());
          container.after(Duration.ofSeconds(Long.parseLong(words[1])), () -> run(rest));
          return;
        }
        case "exit" -> {
          container.exit(Integer.parseInt(words[1]));
          return;
        }
        default -> throw new IllegalArgumentException("no command " + words[0]);
      }
    }
    container.exit(0);
  }

  @Override
  public ExecResult exec(ExecRequest request) {
    StringBuilder out = new StringBuilder();
    StringBuilder err = new StringBuilder();
    int code = 0;
    for (String step : steps(request.command())) {
      String[] words = step.split(" ", 2);
      if (words[0].equals("exit")) {
        code = Integer.parseInt(words[1]);
      } else {
        (step.endsWith(TO_ERRORS) ? err : out).append(words[1].replace(TO_ERRORS, "")).append('\n');
      }
    }
    return new ExecResult(code, out.toString(), err.toString(), false);
  }

  private static List<String> steps(List<String> command) {
    return List.of(command.get(2).split("; *"));
  }
}
