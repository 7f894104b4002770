package io.osplane.compute;

import io.osplane.service.ApiServiceSpec;

/**
 * When servers are placed on hosts that are new: a choice for all hosts of a Nova, since its
 * conductor makes the entries of new hosts.
 */
public enum Onboarding {
  /** As soon as they report. */
  ENABLED("true"),
  /**
   * When a server of our own ran on exactly that host: in the deployment that brings the hosts, and
   * by {@link Compute#admit()} for those that come later. Until then they wait.
   */
  AFTER_VERIFY("false");

  private final String value;

  Onboarding(String value) {
    this.value = value;
  }

  /** A copy of the spec of a Nova with this choice. */
  public ApiServiceSpec of(ApiServiceSpec nova) {
    return nova.withOption("DEFAULT", "enable_new_services", value);
  }
}
