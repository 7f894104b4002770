package io.osplane.testkit;

import java.time.Instant;

/**
 * One request that the API server answered.
 *
 * @param time virtual
 * @param user empty if the request was refused before a user was known
 * @param verb as RBAC names it, such as {@code get}, {@code deletecollection} or {@code patch}
 * @param group empty for the core group
 * @param resource plural, such as {@code pods}; the path for what is no resource
 * @param subresource such as {@code status}, or empty
 * @param namespace empty for requests of the whole cluster
 * @param name empty for requests of a collection
 * @param code the HTTP status; 101 for a WebSocket, 0 if the connection was dropped
 */
public record AuditRecord(
    Instant time,
    String user,
    String verb,
    String group,
    String resource,
    String subresource,
    String namespace,
    String name,
    boolean dryRun,
    int code) {}
