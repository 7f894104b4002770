package io.osplane.service;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import java.util.List;

/**
 * A command by which a container without a port says that it is ready.
 *
 * <p>To start a process in a container takes much more of a host than what that process asks. So it
 * is asked often only until the first yes, for which others wait, and seldom after that: nobody is
 * sent to such a container, so nobody is sent amiss. The startup probe never gives up, for a
 * restart does not bring what the container waits for.
 *
 * @param command a program and its arguments; it may take five seconds
 * @param seconds between two commands up to the first yes; longer for containers that are many on
 *     one host
 */
public record ReadyCommand(List<String> command, int seconds) {
  static final int SECONDS = 2;
  private static final int LATER_SECONDS = 20;
  private static final int TIMEOUT_SECONDS = 6;

  public ReadyCommand {
    command = List.copyOf(command);
  }

  public static ReadyCommand of(String... command) {
    return new ReadyCommand(List.of(command), SECONDS);
  }

  /** Gives a container its probes. */
  public ContainerBuilder addTo(ContainerBuilder container) {
    return container
        .withNewStartupProbe()
        .withNewExec()
        .withCommand(command)
        .endExec()
        .withPeriodSeconds(seconds)
        .withTimeoutSeconds(TIMEOUT_SECONDS)
        .withFailureThreshold(Integer.MAX_VALUE)
        .endStartupProbe()
        .withNewReadinessProbe()
        .withNewExec()
        .withCommand(command)
        .endExec()
        .withPeriodSeconds(LATER_SECONDS)
        .withTimeoutSeconds(TIMEOUT_SECONDS)
        .withFailureThreshold(2)
        .endReadinessProbe();
  }
}
