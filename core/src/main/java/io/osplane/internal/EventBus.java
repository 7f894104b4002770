package io.osplane.internal;

import io.osplane.event.Event;
import io.osplane.event.Events;
import io.osplane.event.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells events to listeners, one listener after another; a listener that throws is logged. */
public final class EventBus implements Events {
  private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);

  private record Listener(Class<? extends Event> type, Consumer<Event> call) {}

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  @Override
  public <E extends Event> Subscription on(Class<E> type, Consumer<? super E> listener) {
    Listener entry = new Listener(type, event -> listener.accept(type.cast(event)));
    listeners.add(entry);
    return () -> listeners.remove(entry);
  }

  /** Tells one event to everyone who asked for its type. */
  public void tell(Event event) {
    LOG.debug("{}", event);
    for (Listener listener : listeners) {
      if (listener.type().isInstance(event)) {
        tell(event, listener);
      }
    }
  }

  private static void tell(Event event, Listener listener) {
    try {
      listener.call().accept(event);
    } catch (RuntimeException | Error e) {
      LOG.warn(
          "a listener of {} threw; it goes on without it", event.getClass().getSimpleName(), e);
    }
  }
}
