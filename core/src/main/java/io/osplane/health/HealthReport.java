package io.osplane.health;

import io.osplane.ComponentName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was found about every component.
 *
 * @param conditions the findings by component, sorted by name
 */
public record HealthReport(Map<ComponentName, List<Condition>> conditions) {
  public HealthReport {
    conditions = Collections.unmodifiableMap(new TreeMap<>(conditions));
  }

  /** The worst status of all; {@link Status#UNKNOWN} if nothing was looked at. */
  public Status status() {
    return conditions.values().stream()
        .flatMap(List::stream)
        .map(Condition::status)
        .max(Comparator.naturalOrder())
        .orElse(Status.UNKNOWN);
  }

  /** The worst status of one component; {@link Status#UNKNOWN} if it was not looked at. */
  public Status status(ComponentName component) {
    return conditions.getOrDefault(component, List.of()).stream()
        .map(Condition::status)
        .max(Comparator.naturalOrder())
        .orElse(Status.UNKNOWN);
  }

  /** The report as text, one line a finding, remedies below. */
  public String describe() {
    List<String> lines = new ArrayList<>();
    conditions.forEach(
        (component, found) ->
            found.forEach(
                c -> {
                  lines.add(
                      String.format("%-12s %-9s %s", component, c.status(), c.code())
                          + ": "
                          + c.message());
                  if (!c.remedy().isEmpty()) {
                    lines.add(" ".repeat(23) + "→ " + c.remedy());
                  }
                }));
    return String.join(System.lineSeparator(), lines);
  }
}
