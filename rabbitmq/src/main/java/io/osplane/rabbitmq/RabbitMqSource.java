package io.osplane.rabbitmq;

import io.osplane.spi.Component;
import io.osplane.spi.ComponentSource;
import java.util.List;

/** Makes the message bus known to every control plane with this jar on its class path. */
public final class RabbitMqSource implements ComponentSource {
  @Override
  public List<Component<?>> components() {
    return List.of(new RabbitMq());
  }
}
