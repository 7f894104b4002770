package io.osplane.spi;

import java.util.List;

/** The components of one jar, found by {@link java.util.ServiceLoader}. */
public interface ComponentSource {
  /** The components, one for each kind. */
  List<Component<?>> components();
}
