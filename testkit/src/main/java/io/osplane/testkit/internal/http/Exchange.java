package io.osplane.testkit.internal.http;

import java.io.IOException;
import java.util.Map;

/** The answering side of one request. One of its methods is to be called, once. */
public interface Exchange {

  void answer(int code, String contentType, byte[] body) throws IOException;

  void answer(int code, Map<String, String> headers, byte[] body) throws IOException;

  /** Sends a feed as chunks until it ends or the client goes. */
  void stream(String contentType, Feed feed) throws IOException;

  /** Sends a feed as WebSocket text messages until it ends or the client goes. */
  void streamWebSocket(String subprotocol, Feed feed) throws IOException;

  /** Opens a WebSocket for the caller to read and write on this thread. */
  WebSocket webSocket(String subprotocol) throws IOException;

  /** Says nothing until the client goes. */
  void hang() throws IOException;

  /** Closes the connection without an answer. */
  void drop() throws IOException;
}
