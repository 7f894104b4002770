package io.osplane.benchmarks;

import java.time.Instant;
import java.util.List;

/**
 * A step of a plan with its times.
 *
 * @param id the step's id, {@code COMPONENT/TASK}
 * @param after ids of the steps that it needs
 * @param begin when it was started
 * @param end when it was done
 */
record StepSpan(String id, List<String> after, Instant begin, Instant end) {
  StepSpan {
    after = List.copyOf(after);
  }

  String component() {
    return id.substring(0, id.indexOf('/'));
  }
}
