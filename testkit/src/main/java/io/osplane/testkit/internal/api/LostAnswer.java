package io.osplane.testkit.internal.api;

import io.osplane.testkit.internal.http.Exchange;
import io.osplane.testkit.internal.http.Feed;
import io.osplane.testkit.internal.http.WebSocket;
import java.io.IOException;
import java.util.Map;

/** An exchange whose answer gets lost on the way. */
record LostAnswer(Exchange exchange) implements Exchange {

  @Override
  public void answer(int code, String contentType, byte[] body) throws IOException {
    exchange.drop();
  }

  @Override
  public void answer(int code, Map<String, String> headers, byte[] body) throws IOException {
    exchange.drop();
  }

  @Override
  public void stream(String contentType, Feed feed) throws IOException {
    exchange.drop();
  }

  @Override
  public void streamWebSocket(String subprotocol, Feed feed) throws IOException {
    exchange.drop();
  }

  @Override
  public WebSocket webSocket(String subprotocol) throws IOException {
    exchange.drop();
    throw new IOException("dropped by an injected fault");
  }

  @Override
  public void hang() throws IOException {
    exchange.hang();
  }

  @Override
  public void drop() throws IOException {
    exchange.drop();
  }
}
