package io.osplane.testkit.internal.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP/1.1 server on a loopback port of the system's choice, one thread a connection. */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final int BACKLOG = 200;
  private static final long CLOSING_SECONDS = 10;

  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Thread> started = ConcurrentHashMap.newKeySet();
  private final HttpHandler handler;
  private final ServerSocket listening;
  private final ExecutorService threads;

  public HttpServer(HttpHandler handler) {
    this.handler = handler;
    try {
      this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on a loopback port", e);
    }
    this.threads = Executors.newCachedThreadPool(this::thread);
    threads.execute(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "osplane-testkit-http");
    thread.setDaemon(true);
    started.removeIf(t -> t.getState() == Thread.State.TERMINATED);
    started.add(thread);
    return thread;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        sockets.add(socket);
        if (listening.isClosed()) {
          socket.close();
        }
        threads.execute(() -> serve(socket));
      } catch (IOException | RejectedExecutionException e) {
        LOG.trace("no longer listening", e);
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new HttpConnection(socket, threads).serve(handler);
    } catch (IOException | RejectedExecutionException e) {
      LOG.trace("a client went away, or the server closes", e);
    } catch (RuntimeException e) {
      LOG.warn("a request could not be handled", e);
    } finally {
      sockets.remove(socket);
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close a socket", e);
    }
    threads.shutdownNow();
    try {
      threads.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
      for (Thread thread : started) {
        thread.join(TimeUnit.SECONDS.toMillis(CLOSING_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
