package io.osplane.testkit.programs;

import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import io.osplane.testkit.Program;

/** Memcached: it listens, which is all that anybody asks of it. */
final class Memcached implements Program {
  private static final int PORT = 11211;

  @Override
  public boolean listens(int port) {
    return port == PORT;
  }

  @Override
  public HttpReply http(HttpCall call) {
    return HttpReply.of(400, "ERROR\r\n");
  }
}
