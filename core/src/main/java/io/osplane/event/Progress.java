package io.osplane.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How far an operation is: a tree of shares, from the operation over its components to their steps.
 * An immutable value; a later one of the same operation never says less of any node. The component
 * {@code osplane} is what the engine does itself at the end.
 *
 * @param name the operation's verb, a component's name, or the name of a component's task
 * @param share which share of its parent it is, from 0 to 1; those of all parts add up to 1
 * @param fraction which share of it is done, from 0 to 1; 1 only when all of it is
 * @param parts what it consists of, in the order of the plan; empty for a step
 */
public record Progress(String name, double share, double fraction, List<Progress> parts) {
  private static final double NEARLY = Math.nextDown(1.0);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is not from 0 to 1
   */
  public Progress {
    if (!(share >= 0 && share <= 1 && fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          name + ": share " + share + " and fraction " + fraction + " must be from 0 to 1");
    }
    parts = List.copyOf(parts);
  }

  /**
   * An operation of which nothing is done. Every step has the same share of the whole.
   *
   * @param steps their ids, component and task with a slash between them, each once
   */
  public static Progress of(String operation, Collection<String> steps) {
    Map<String, List<String>> components = new LinkedHashMap<>();
    for (String step : steps) {
      int slash = step.indexOf('/');
      components
          .computeIfAbsent(step.substring(0, slash), c -> new ArrayList<>())
          .add(step.substring(slash + 1));
    }
    List<Progress> parts = new ArrayList<>();
    components.forEach((component, tasks) -> parts.add(component(component, tasks, steps.size())));
    return new Progress(operation, 1, 0, parts);
  }

  private static Progress component(String name, List<String> tasks, int all) {
    double share = 1.0 / tasks.size();
    List<Progress> steps = tasks.stream().map(t -> new Progress(t, share, 0, List.of())).toList();
    return new Progress(name, (double) tasks.size() / all, 0, steps);
  }

  /** In percent, with the first level of parts, for a log. */
  @Override
  public String toString() {
    String whole = "%s %d %%".formatted(name, (int) (fraction * 100));
    return parts.isEmpty()
        ? whole
        : parts.stream()
            .map(p -> "%s %d %%".formatted(p.name(), (int) (p.fraction() * 100)))
            .collect(Collectors.joining(", ", whole + " (", ")"));
  }

  /** The part of that name; empty if there is none. */
  public Optional<Progress> part(String part) {
    return parts.stream().filter(p -> p.name().equals(part)).findFirst();
  }

  /**
   * A copy in which a step that goes on has come at least this far; it is not done by that.
   *
   * @param step its id; one that is unknown changes nothing
   * @param reached from 0 to 1
   */
  public Progress at(String step, double reached) {
    return reach(List.of(step.split("/", 2)), Math.min(reached, NEARLY));
  }

  /**
   * A copy in which a step is done.
   *
   * @param step its id; one that is unknown changes nothing
   */
  public Progress done(String step) {
    return reach(List.of(step.split("/", 2)), 1);
  }

  private Progress reach(List<String> path, double reached) {
    if (path.isEmpty()) {
      return new Progress(name, share, Math.max(fraction, reached), parts);
    }
    if (part(path.get(0)).isEmpty()) {
      return this;
    }
    List<String> rest = path.subList(1, path.size());
    List<Progress> next =
        parts.stream().map(p -> p.name().equals(path.get(0)) ? p.reach(rest, reached) : p).toList();
    return new Progress(name, share, Math.max(fraction, sum(next)), next);
  }

  /** Rounding may neither end it early nor keep it from its end. */
  private static double sum(List<Progress> parts) {
    return parts.stream().allMatch(p -> p.fraction() == 1)
        ? 1
        : Math.min(NEARLY, parts.stream().mapToDouble(p -> p.share() * p.fraction()).sum());
  }
}
