package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.DefaultProgram;
import io.osplane.testkit.ExecRequest;
import io.osplane.testkit.ExecResult;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import io.osplane.testkit.Program;
import java.time.Duration;

/** RabbitMQ in a container, with its command line tools. */
final class RabbitMember implements Program {
  private static final int AMQP = 5672;
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(4);
  private final Container container;
  private final RabbitNode node;
  private final RabbitTools tools;
  private final BusConsumers consumers = new BusConsumers();

  private RabbitMember(Container container) {
    this.container = container;
    this.node = new RabbitNode(container);
    this.tools = new RabbitTools(node);
  }

  /** The program of a container with the image of RabbitMQ; one that only prepares ends well. */
  static Program of(Container container) {
    return container.finishes() ? new DefaultProgram(container) : new RabbitMember(container);
  }

  RabbitNode node() {
    return node;
  }

  BusConsumers consumers() {
    return consumers;
  }

  @Override
  public void start() {
    node.look();
    container.every(PERIOD, node::look);
  }

  @Override
  public Duration stop(Duration grace) {
    return STOP;
  }

  @Override
  public boolean listens(int port) {
    return port == AMQP && node.isRunning();
  }

  @Override
  public HttpReply http(HttpCall call) {
    return HttpReply.of(400, "AMQP\0\0\t\1");
  }

  @Override
  public ExecResult exec(ExecRequest request) {
    return CommandLine.run(request, tools::run);
  }
}
