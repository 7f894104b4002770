package io.osplane.event;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.function.Consumer;

/** Where listeners subscribe by the type of event. Thread-safe. */
public interface Events {
  /**
   * Calls the listener for every event of that type, in the thread of the operation; a listener
   * that throws is logged and never fails the operation.
   *
   * @return ends the subscription when closed
   */
  @CanIgnoreReturnValue
  <E extends Event> Subscription on(Class<E> type, Consumer<? super E> listener);
}
