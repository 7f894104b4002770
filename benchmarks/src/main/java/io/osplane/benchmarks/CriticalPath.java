package io.osplane.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The chain of steps that made an operation as long as it was, and how much of it was idle: from a
 * condition true in the cluster to the next request that needed it. Pure.
 *
 * <p><b>The path</b> ends with the step that ended last; before each step comes, among the steps it
 * needs, the one that ended last. A step's <i>window</i> reaches from the end of the step before it
 * (of the first one: from its own begin) to its own end, so the windows leave no gap.
 *
 * <p><b>Idle time.</b> A window is cut where a write of the step is sent: a write, or the step's
 * end, is the "next request". In each piece, the last condition that an observer saw become true on
 * an object of the step's component is the one that was needed. Before it the cluster had the move;
 * after it, what is not covered by a request under way is idle. A piece without such a condition is
 * idle but for its requests. A condition that the observer saw no more than {@link #LAG} after the
 * piece was over counts as true at its end: Osplane's own watch was faster.
 *
 * <p>What a member or a service says is seen by no watch. Where one was asked again in the same
 * piece, the earlier answer was not enough: up to the last question in vain, the cluster had the
 * move.
 *
 * <p><b>Too much</b> is counted between the last two questions, for the answer may have become good
 * at any time between them, and where a condition leaves no other trace. <b>Too little</b> is
 * counted where an earlier condition of the piece was the needed one, or another component's; where
 * a command in a pod had ended before the step's next request, for its end is not seen; and up to
 * the observer's own delay.
 *
 * @param stretches the path without gaps, in order
 */
record CriticalPath(List<Stretch> stretches) {
  /** How much later than Osplane the observer may hear of the same condition. */
  static final Duration LAG = Duration.ofMillis(500);

  private static final String RECEIPTS = "osplane-receipts";

  CriticalPath {
    stretches = List.copyOf(stretches);
  }

  /** Finds the path of an operation; empty if it had no steps. */
  static CriticalPath of(History history) {
    List<Stretch> stretches = new ArrayList<>();
    Optional<StepSpan> before = Optional.empty();
    for (StepSpan step : steps(history.steps())) {
      stretches.addAll(window(step, before.map(StepSpan::end).orElse(step.begin()), history));
      before = Optional.of(step);
    }
    return new CriticalPath(stretches);
  }

  private static List<StepSpan> steps(List<StepSpan> all) {
    Map<String, StepSpan> byId =
        all.stream().collect(Collectors.toMap(StepSpan::id, Function.identity(), (a, b) -> b));
    Deque<StepSpan> path = new ArrayDeque<>();
    Optional<StepSpan> at = last(List.copyOf(new TreeMap<>(byId).values()));
    while (at.isPresent() && !path.contains(at.get())) {
      path.addFirst(at.get());
      at = last(at.get().after().stream().filter(byId::containsKey).map(byId::get).toList());
    }
    return List.copyOf(path);
  }

  private static Optional<StepSpan> last(List<StepSpan> steps) {
    return steps.stream().max(Comparator.comparing(StepSpan::end));
  }

  private static List<Stretch> window(StepSpan step, Instant from, History history) {
    List<Request> own = own(step.id(), history);
    List<Instant> cuts =
        own.stream()
            // others' receipts are among them, and a step's own comes with its end
            .filter(request -> request.isWrite() && !request.object().equals(RECEIPTS))
            .map(Request::sent)
            .filter(cut -> cut.isAfter(from) && cut.isBefore(step.end()))
            .collect(Collectors.toCollection(ArrayList::new));
    cuts.add(step.end());
    List<Stretch> stretches = new ArrayList<>();
    Instant begin = from;
    for (Instant cut : cuts) {
      Instant seen = lastSeen(step.component(), begin, cut, history);
      Instant asked = lastInVain(begin, cut, own);
      seen = asked.isAfter(seen) ? asked : seen;
      add(stretches, step, Stretch.Kind.CLUSTER, begin, seen);
      addRequests(stretches, step, seen, cut, own);
      begin = cut;
    }
    return stretches;
  }

  /** The step's requests, and the receipts, which are written for several steps; by sending. */
  private static List<Request> own(String step, History history) {
    return history.requests().stream()
        .filter(r -> !r.verb().equals("watch"))
        .filter(r -> r.object().equals(RECEIPTS) || r.step().equals(step))
        .sorted(Comparator.comparing(Request::sent))
        .toList();
  }

  /** When the last condition of a piece became true; its begin, if none did. */
  private static Instant lastSeen(String component, Instant from, Instant to, History history) {
    return history.sightings().stream()
        .filter(s -> s.component().equals(component))
        .map(Sighting::at)
        .filter(at -> at.isAfter(from) && !at.isAfter(to.plus(LAG)))
        .max(Comparator.naturalOrder())
        .map(at -> at.isAfter(to) ? to : at)
        .orElse(from);
  }

  /** When a member or service was last asked what it had to be asked again; else the begin. */
  private static Instant lastInVain(Instant from, Instant to, List<Request> own) {
    Map<String, Instant> lastAsked = new TreeMap<>();
    Instant inVain = from;
    for (Request question : own) {
      boolean isInPiece = question.sent().isAfter(from) && !question.sent().isAfter(to);
      if (question.verb().equals("proxy") && isInPiece) {
        Instant before = lastAsked.put(question.object(), question.sent());
        inVain = before != null && before.isAfter(inVain) ? before : inVain;
      }
    }
    return inVain;
  }

  private static void addRequests(
      List<Stretch> to, StepSpan step, Instant from, Instant until, List<Request> own) {
    Instant at = from;
    for (int i = 0; i < own.size() && at.isBefore(until); i++) {
      Request request = own.get(i);
      boolean isOpen = request.isCommand() && i + 1 < own.size();
      Instant over =
          request.isCommand() ? (isOpen ? own.get(i + 1).sent() : until) : request.answered();
      if (over.isAfter(at) && request.sent().isBefore(until)) {
        Instant begin = request.sent().isAfter(at) ? request.sent() : at;
        Instant end = over.isAfter(until) ? until : over;
        add(to, step, Stretch.Kind.IDLE, at, begin);
        add(to, step, Stretch.Kind.REQUEST, begin, end);
        at = end;
      }
    }
    add(to, step, Stretch.Kind.IDLE, at, until);
  }

  private static void add(
      List<Stretch> to, StepSpan step, Stretch.Kind kind, Instant from, Instant until) {
    if (until.isAfter(from)) {
      to.add(new Stretch(step.id(), kind, from, until));
    }
  }

  /** The ids of its steps, in order. */
  List<String> ids() {
    return stretches.stream().map(Stretch::step).distinct().toList();
  }

  /** How long one kind took of one step. */
  Duration sum(String step, Stretch.Kind kind) {
    return total(stretches.stream().filter(s -> s.step().equals(step) && s.kind() == kind));
  }

  /** How long it was idle in all. */
  Duration idle() {
    return total(stretches.stream().filter(s -> s.kind() == Stretch.Kind.IDLE));
  }

  /** The step's request that was sent last when a stretch begins. */
  static Optional<Request> before(Stretch stretch, History history) {
    return own(stretch.step(), history).stream()
        .filter(request -> !request.sent().isAfter(stretch.from()))
        .reduce((earlier, later) -> later);
  }

  /** The step's request that was sent first when a stretch was over. */
  static Optional<Request> after(Stretch stretch, History history) {
    return own(stretch.step(), history).stream()
        .filter(request -> !request.sent().isBefore(stretch.to()))
        .findFirst();
  }

  private static Duration total(Stream<Stretch> some) {
    return some.map(Stretch::length).reduce(Duration.ZERO, Duration::plus);
  }
}
