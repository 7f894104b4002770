package io.osplane.testkit.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.AuditRecord;
import io.osplane.testkit.internal.api.FaultPlan.Effect;
import io.osplane.testkit.internal.api.FaultPlan.Fault;
import io.osplane.testkit.internal.clock.EventLoop;
import io.osplane.testkit.internal.http.Exchange;
import io.osplane.testkit.internal.http.Feed;
import io.osplane.testkit.internal.http.HttpHandler;
import io.osplane.testkit.internal.http.HttpRequest;
import io.osplane.testkit.internal.model.Kinds;
import io.osplane.testkit.internal.model.Tree;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The API server: one request from who and what to the answer. */
public final class ApiServer implements HttpHandler {
  private static final String JSON = "application/json";
  private static final Set<String> READS = Set.of("get", "list", "watch");
  private static final Set<String> STREAMS = Set.of("exec", "log", "proxy");
  private static final String UNKNOWN_USER = "";

  private final EventLoop loop;
  private final Kinds kinds;
  private final Tokens tokens;
  private final Authorizer authorizer;
  private final ResourceHandler resources;
  private final Watches watches;
  private final PodStreams streams;
  private final FaultPlan faults;
  private final AuditLog audit;

  public ApiServer(ApiParts parts) {
    this.loop = parts.loop();
    this.kinds = parts.kinds();
    this.tokens = parts.tokens();
    this.authorizer = new Authorizer(parts.store(), kinds);
    Subresources subresources =
        new Subresources(parts.registry(), parts.store(), kinds, tokens, loop::time);
    this.resources = new ResourceHandler(parts.registry(), parts.store(), subresources);
    this.watches = parts.watches();
    this.streams = new PodStreams(loop, parts.pods());
    this.faults = parts.faults();
    this.audit = parts.audit();
  }

  @Override
  public void handle(HttpRequest http, Exchange exchange) throws IOException {
    ApiRequest request = ApiRequest.of(http, kinds);
    Fault fault = loop.call(() -> faults.take(request));
    if (fault != null && fault.effect() != Effect.LOSE_ANSWER) {
      record(request, UNKNOWN_USER, fault.code());
      fail(fault, exchange);
      return;
    }
    String user = UNKNOWN_USER;
    try {
      Tokens.User known = loop.call(() -> tokens.authenticate(http.header("authorization")));
      user = known.name();
      loop.run(() -> authorizer.check(known, request));
      serve(request, known, fault == null ? exchange : new LostAnswer(exchange));
    } catch (ApiError e) {
      record(request, user, e.code());
      refuse(e, exchange);
    }
  }

  private void serve(ApiRequest request, Tokens.User user, Exchange exchange) throws IOException {
    if (STREAMS.contains(request.subresource())) {
      record(request, user.name(), request.http().wantsWebSocket() ? 101 : 200);
      streams.serve(request, exchange);
    } else if (request.verb().equals("watch") && request.kind() != null) {
      Feed feed = loop.call(() -> watches.open(request));
      record(request, user.name(), request.http().wantsWebSocket() ? 101 : 200);
      if (request.http().wantsWebSocket()) {
        exchange.streamWebSocket("", feed);
      } else {
        exchange.stream(JSON, feed);
      }
    } else {
      ResourceHandler.Result result = loop.call(() -> answer(request, user));
      record(request, user.name(), result.code());
      exchange.answer(result.code(), JSON, bytes(result.body()));
    }
  }

  private ResourceHandler.Result answer(ApiRequest request, Tokens.User user) {
    if (carriesOn(request)) {
      loop.stimulate();
    }
    ObjectNode described = new Discovery(kinds).answer(request.http().segments()).orElse(null);
    if (described != null) {
      return new ResourceHandler.Result(200, described);
    }
    if (Set.of("/healthz", "/livez", "/readyz").contains(request.resource())) {
      return new ResourceHandler.Result(200, Tree.object().put("status", "ok"));
    }
    if (request.group().equals("authorization.k8s.io") && request.verb().equals("create")) {
      ObjectNode body = new Bodies().object(request.http());
      ObjectNode review = new AccessReviews(authorizer).review(user, request.resource(), body);
      return new ResourceHandler.Result(201, review);
    }
    return resources.handle(request, user.name());
  }

  /** Renewals of a Lease come of the passing of time: they must not make it go on. */
  private static boolean carriesOn(ApiRequest request) {
    return !READS.contains(request.verb())
        && !request.dryRun()
        && !request.resource().equals("leases");
  }

  private static void fail(Fault fault, Exchange exchange) throws IOException {
    switch (fault.effect()) {
      case HANG -> exchange.hang();
      case DROP, LOSE_ANSWER -> exchange.drop();
      case ANSWER -> refuse(injected(fault.code()), exchange);
    }
  }

  private static ApiError injected(int code) {
    return switch (code) {
      case 401 -> new ApiError(code, "Unauthorized", "Unauthorized");
      case 403 -> new ApiError(code, "Forbidden", "forbidden by an injected fault");
      case 404 -> new ApiError(code, "NotFound", "not found, by an injected fault");
      case 409 -> new ApiError(code, "Conflict", "the object has been modified");
      case 410 -> new ApiError(code, "Expired", "too old resource version");
      case 429 ->
          new ApiError(code, "TooManyRequests", "too many requests, please try again later")
              .retryAfter(1);
      case 503 -> new ApiError(code, "ServiceUnavailable", "the server is unavailable");
      case 504 -> new ApiError(code, "Timeout", "the server timed out");
      default -> new ApiError(code, "InternalError", "an injected fault");
    };
  }

  private static void refuse(ApiError error, Exchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>(Map.of("Content-Type", JSON));
    ObjectNode status = error.status();
    int seconds = Tree.integer(status, "details.retryAfterSeconds", 0);
    if (seconds > 0) {
      headers.put("Retry-After", Integer.toString(seconds));
    }
    exchange.answer(error.code(), headers, bytes(status));
  }

  private static byte[] bytes(ObjectNode body) throws IOException {
    return Tree.JSON.writeValueAsBytes(body);
  }

  private void record(ApiRequest request, String user, int code) {
    loop.run(
        () ->
            audit.add(
                new AuditRecord(
                    loop.time(),
                    user,
                    request.verb(),
                    request.group(),
                    request.resource(),
                    request.subresource(),
                    request.namespace(),
                    request.name(),
                    request.dryRun(),
                    code)));
  }
}
