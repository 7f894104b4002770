/** The message bus: a RabbitMQ cluster whose queues are replicated by quorum. */
@NullMarked
@CheckReturnValue
package io.osplane.rabbitmq;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
