package io.osplane.compute;

/**
 * A server on a host.
 *
 * @param id its UUID
 * @param name its name, which others may have too
 * @param host where it is
 * @param status what Nova says of it, for example {@code ACTIVE}
 * @param task what is being done to it; empty if nothing
 */
public record Guest(String id, String name, String host, String status, String task) {}
