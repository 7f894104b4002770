package io.osplane.spi;

import io.osplane.ComponentName;
import java.util.Optional;

/**
 * What a consumer asks of a capability, as a Pod asks for a volume; implementations are records.
 *
 * @param <B> how a consumer reaches what it asked for
 */
public interface Claim<B> {
  /** The capability that is asked. */
  Capability<B> capability();

  /** What is asked for by name, for example a database; a DNS label or with underscores. */
  String name();

  /** The provider's name; empty where only one component provides the capability. */
  Optional<ComponentName> from();

  /**
   * Whether the consumer also works where nobody provides it; it then asks for the answer by {@link
   * Change#find}.
   */
  default boolean isOptional() {
    return false;
  }
}
