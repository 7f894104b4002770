package io.osplane.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between a client and its API server, with an HTTP address of its own, and does to each
 * request what a script says. Thread-safe.
 */
final class Relay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  /**
   * A request that came.
   *
   * @param number the first one is 1
   * @param token the bearer token
   */
  record Request(int number, String method, String path, String token) {
    boolean isWatch() {
      return path.contains("watch=true");
    }

    /** Whether it is to change an object; commands, ports of pods and Events are none. */
    boolean isWrite() {
      return !method.equals("GET")
          && !path.contains("/proxy/")
          && !path.contains("/exec?")
          && !path.contains("/events?")
          && !path.contains("/selfsubjectaccessreviews");
    }
  }

  private final URI server;
  private final ServerSocket listening;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "relay");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
  private final List<Request> passed = new CopyOnWriteArrayList<>();
  private final AtomicInteger came = new AtomicInteger();
  private final AtomicInteger struck = new AtomicInteger();
  private volatile Function<Request, Fault> script = request -> Fault.NONE;

  /** Listens; everything passes at first. */
  Relay(String server) {
    this.server = URI.create(server);
    try {
      this.listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  /** From now on each request meets the fault that this says. */
  void script(Function<Request, Fault> next) {
    script = next;
  }

  /** How many requests met a fault. */
  int struck() {
    return struck.get();
  }

  /** The requests that the server got, in the order in which they were handed on. */
  List<Request> passed() {
    return List.copyOf(passed);
  }

  /** Cuts every watch that is open, and tells how many there were. */
  int dropWatches() {
    List<Exchange> watches = open.stream().filter(e -> e.request().isWatch()).toList();
    watches.forEach(Exchange::close);
    return watches.size();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        threads.execute(() -> serve(client));
      } catch (IOException | RejectedExecutionException e) {
        LOG.trace("no longer listening", e);
      }
    }
  }

  private void serve(Socket client) {
    try (Exchange exchange = new Exchange(client, server, threads, passed::add)) {
      open.add(exchange);
      if (exchange.read(came)) {
        Fault fault = script.apply(exchange.request());
        if (fault != Fault.NONE) {
          struck.incrementAndGet();
        }
        fault.strike(exchange);
      }
    } catch (IOException | RejectedExecutionException e) {
      LOG.trace("one side went away", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.removeIf(Exchange::isClosed);
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
      threads.shutdownNow();
      open.forEach(Exchange::close);
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
