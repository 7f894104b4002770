package io.osplane.benchmarks;

import java.time.Instant;
import java.util.List;

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
  History {
    steps = List.copyOf(steps);
    sightings = List.copyOf(sightings);
    requests = List.copyOf(requests);
  }
}
