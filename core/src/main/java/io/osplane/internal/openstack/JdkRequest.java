package io.osplane.internal.openstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openstack4j.api.exceptions.ConnectionException;
import org.openstack4j.core.transport.ClientConstants;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.ObjectMapperSingleton;
import org.openstack4j.core.transport.functions.EndpointURIFromRequestFunction;

/** An openstack4j request as it goes over the wire, any number of times. Immutable. */
final class JdkRequest {
  private static final String TOKEN = ClientConstants.HEADER_X_AUTH_TOKEN;

  private final String method;
  private final URI uri;
  private final SortedMap<String, String> headers;
  private final byte[] body;

  private JdkRequest(String method, URI uri, SortedMap<String, String> headers, byte[] body) {
    this.method = method;
    this.uri = uri;
    this.headers = Collections.unmodifiableSortedMap(headers);
    this.body = body;
  }

  /** Reads an entity that is a stream to its end and closes it. */
  static JdkRequest of(HttpRequest<?> request) {
    String method = request.getMethod().name();
    URI uri = uri(request);
    byte[] body = body(request, target(method, uri));
    SortedMap<String, String> headers = byName(request.getHeaders());
    headers.remove(ClientConstants.HEADER_OS4J_AUTH);
    if (body.length > 0) {
      headers.putIfAbsent(ClientConstants.HEADER_CONTENT_TYPE, request.getContentType());
    }
    return new JdkRequest(method, uri, headers, body);
  }

  JdkRequest withToken(String token) {
    SortedMap<String, String> changed = byName(headers);
    changed.put(TOKEN, token);
    return new JdkRequest(method, uri, changed, body);
  }

  boolean hasToken(@Nullable String token) {
    return token != null && token.equals(headers.get(TOKEN));
  }

  /** The method and the URL without what may be secret: user, query and fragment. */
  String target() {
    return target(method, uri);
  }

  /**
   * The form that a client sends.
   *
   * @throws IllegalArgumentException if HTTP does not allow the URL or a header
   */
  java.net.http.HttpRequest toHttp() {
    try {
      java.net.http.HttpRequest.Builder http =
          java.net.http.HttpRequest.newBuilder(uri).method(method, publisher());
      headers.forEach(http::setHeader);
      return http.build();
    } catch (IllegalArgumentException e) {
      // Its text quotes the value of a header, which may be a token.
      throw new IllegalArgumentException(
          target()
              + ": the URL or one of the headers "
              + headers.keySet()
              + " is not allowed in HTTP; correct it");
    }
  }

  private BodyPublisher publisher() {
    return body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
  }

  private static URI uri(HttpRequest<?> request) {
    try {
      return new URI(request.getUrl());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          new EndpointURIFromRequestFunction().apply(request)
              + " is no URL: "
              + e.getReason()
              + "; correct the endpoint in the catalog");
    }
  }

  private static String target(String method, URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return method + " " + uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
  }

  private static SortedMap<String, String> byName(Map<String, ?> headers) {
    SortedMap<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, value) -> sorted.put(name, String.valueOf(value)));
    return sorted;
  }

  private static byte[] body(HttpRequest<?> request, String target) {
    Object entity = request.getEntity();
    if (entity == null) {
      return request.getJson().getBytes(UTF_8);
    }
    return entity instanceof InputStream stream ? read(stream, target) : json(entity, target);
  }

  private static byte[] read(InputStream entity, String target) {
    try (entity) {
      return entity.readAllBytes();
    } catch (IOException e) {
      throw new ConnectionException(
          target + ": the content to send could not be read: " + e + "; see its source", 0, e);
    }
  }

  private static byte[] json(Object entity, String target) {
    try {
      return ObjectMapperSingleton.getContext(entity.getClass()).writeValueAsBytes(entity);
    } catch (JsonProcessingException e) {
      // Its text may quote a value, which may be a password.
      throw new IllegalArgumentException(
          target + ": a " + entity.getClass().getName() + " has no JSON form; correct its values");
    }
  }
}
