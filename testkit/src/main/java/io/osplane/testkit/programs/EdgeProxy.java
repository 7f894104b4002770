package io.osplane.testkit.programs;

import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import io.osplane.testkit.Program;

/** HAProxy before the APIs: it is ready; nobody comes from outside a simulated cluster. */
final class EdgeProxy implements Program {
  static final String SCRIPT = "/osplane/edge.sh";
  private static final int PUBLIC = 8443;
  private static final int STATUS = 8404;

  @Override
  public boolean listens(int port) {
    return port == PUBLIC || port == STATUS;
  }

  @Override
  public HttpReply http(HttpCall call) {
    return HttpReply.of(call.port() == STATUS ? 200 : 404, "");
  }
}
