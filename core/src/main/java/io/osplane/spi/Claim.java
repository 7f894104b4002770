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

  /**
   * Which of the accounts is asked for that answer it one after another: 1 unless it was rotated. A
   * claim of another epoch is another claim: its account is made first, then the consumer moves to
   * it, then the former one is retired.
   */
  default int epoch() {
    return 1;
  }

  /** The name of the account that answers it; no other claim's, and no other epoch's. */
  default String account() {
    return inEpoch(name(), epoch());
  }

  /** What a name is in an epoch: itself in the first, then with the number after a dot. */
  static String inEpoch(String name, int epoch) {
    return epoch == 1 ? name : name + "." + epoch;
  }
}
