package io.osplane.benchmarks;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What happened during one operation, all by one clock.
 *
 * @param begin when it was called
 * @param end when it came back
 * @param steps what it did
 * @param sightings what an observer saw in the cluster, in any order
 * @param requests what it asked of the API server, in any order
 */
record History(
    Instant begin,
    Instant end,
    List<StepSpan> steps,
    List<Sighting> sightings,
    List<Request> requests) {
  private static final String RECORD = "osplane-record-";

  History {
    steps = List.copyOf(steps);
    sightings = List.copyOf(sightings);
    requests = List.copyOf(requests);
  }

  /** The component that a request is about: by its label, or the longest name it begins with. */
  String componentOf(Request request) {
    if (!request.component().isEmpty()) {
      return request.component();
    }
    String object =
        request.object().startsWith(RECORD)
            ? request.object().substring(RECORD.length())
            : request.object();
    Set<String> found = new TreeSet<>();
    for (StepSpan step : steps) {
      if (object.equals(step.component()) || object.startsWith(step.component() + "-")) {
        found.add(step.component());
      }
    }
    // each one begins with the one before it
    return found.isEmpty() ? "" : List.copyOf(found).get(found.size() - 1);
  }
}
