package io.osplane.internal.openstack;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openstack4j.api.exceptions.ClientResponseException;
import org.openstack4j.core.transport.ClientConstants;
import org.openstack4j.core.transport.ExecutionOptions;
import org.openstack4j.core.transport.HttpEntityHandler;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.ObjectMapperSingleton;

/**
 * A whole answer, in memory: it can be read again, and after {@link #close}. Thread-safe.
 *
 * @param target the request it answers, for messages
 */
record JdkResponse(String target, java.net.http.HttpResponse<byte[]> http) implements HttpResponse {

  @Override
  public <T> @Nullable T getEntity(Class<T> type) {
    return getEntity(type, null);
  }

  @Override
  public <T> @Nullable T getEntity(Class<T> type, @Nullable ExecutionOptions<T> options) {
    return HttpEntityHandler.handle(this, type, options, true);
  }

  /** The body as this type; null if it is empty. */
  @Override
  public <T> @Nullable T readEntity(Class<T> type) {
    try {
      return http.body().length == 0
          ? null
          : ObjectMapperSingleton.getContext(type).readValue(http.body(), type);
    } catch (JsonProcessingException e) {
      throw unreadable(type, e.getLocation());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without a cause, whose text may quote the answer and so a secret in it. */
  private ClientResponseException unreadable(Class<?> type, @Nullable JsonLocation at) {
    String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return new ClientResponseException(
        getStatusMessage()
            + " is no JSON of a "
            + type.getName()
            + place
            + "; see that the URL is that of the OpenStack service itself",
        getStatus());
  }

  @Override
  public int getStatus() {
    return http.statusCode();
  }

  /** The status and the request: the reason phrase of the server is not to be had. */
  @Override
  public String getStatusMessage() {
    return "HTTP " + getStatus() + " to " + target;
  }

  @Override
  public @Nullable String getContentType() {
    return header(ClientConstants.HEADER_CONTENT_TYPE);
  }

  @Override
  public InputStream getInputStream() {
    return new ByteArrayInputStream(http.body());
  }

  @Override
  public @Nullable String header(String name) {
    return headers().get(name);
  }

  /** By name in any case; more than one value of a name are joined by a comma (RFC 9110, 5.3). */
  @Override
  public Map<String, String> headers() {
    Map<String, String> joined = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    http.headers().map().forEach((name, values) -> joined.put(name, String.join(", ", values)));
    return Collections.unmodifiableMap(joined);
  }

  /** Holds no connection, so there is nothing to give back. */
  @Override
  public void close() {}
}
