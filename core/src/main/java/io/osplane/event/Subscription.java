package io.osplane.event;

/** A listener's place among the events; closing it ends the calls. */
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}
