package io.osplane.compute;

import io.osplane.ComponentName;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The fake hosts of a component from a number on, as Nova knows them: those that go.
 *
 * @param component whose they are
 * @param first the number of the first one
 */
record Members(ComponentName component, int first) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");

  /** The agents of those that Nova knows, in no order. */
  List<CloudApi.Service> among(List<CloudApi.Service> services) {
    return services.stream().filter(service -> includes(service.host())).toList();
  }

  /** Whether one of this name is among them. */
  boolean includes(String host) {
    String stem = component.value() + "-" + HostBook.FAKE + "-";
    String number = host.startsWith(stem) ? host.substring(stem.length()) : "";
    return NUMBER.matcher(number).matches() && Integer.parseInt(number) >= first;
  }
}
