package io.osplane.plan;

/** What users notice of a step, from least to most. */
public enum Impact {
  NONE,
  /** Members restart one after another; the service goes on. */
  ROLLING,
  /** The service is away for a while. */
  OUTAGE
}
