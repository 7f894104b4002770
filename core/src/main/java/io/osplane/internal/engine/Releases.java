package io.osplane.internal.engine;

import io.osplane.Release;
import java.util.List;

/** The releases that this version of Osplane knows. */
final class Releases {
  static final List<Release> KNOWN = List.of(Release.of("2025.1"));

  private Releases() {}
}
