package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import io.osplane.testkit.Program;
import java.time.Duration;

/**
 * A process that answers HTTP once its application is loaded, and ends if that fails: uwsgi with
 * {@code need-app}.
 */
final class WebServer implements Program {
  /** The exit code of uwsgi when the application cannot be loaded. */
  private static final int NO_APP = 22;

  private static final Duration DRAIN = Duration.ofSeconds(3);
  private final Container container;
  private final int port;
  private final String service;
  private final Application application;
  private boolean listens;

  /** What answers. */
  interface Application {
    /**
     * Looks for what it cannot do without.
     *
     * @throws DatabaseException if a database or its schema is not there
     * @throws ProgramFailure if anything else is wrong
     */
    void load();

    HttpReply answer(HttpCall call);
  }

  WebServer(Container container, int port, String service, Application application) {
    this.container = container;
    this.port = port;
    this.service = service;
    this.application = application;
  }

  @Override
  public void start() {
    new Startup(container, service, NO_APP).run(this::load);
  }

  private void load() {
    application.load();
    listens = true;
    container.changed();
  }

  @Override
  public Duration stop(Duration grace) {
    return DRAIN;
  }

  @Override
  public boolean listens(int asked) {
    return listens && asked == port;
  }

  @Override
  public HttpReply http(HttpCall call) {
    return listens(call.port()) ? application.answer(call) : HttpReply.of(503, "");
  }
}
