package io.osplane.testkit.internal.api;

import io.osplane.testkit.internal.clock.EventLoop;
import io.osplane.testkit.internal.model.Kinds;
import io.osplane.testkit.internal.store.Store;

/** What the API server is made of. */
public record ApiParts(
    EventLoop loop,
    Kinds kinds,
    Store store,
    Registry registry,
    Tokens tokens,
    Watches watches,
    Pods pods,
    FaultPlan faults,
    AuditLog audit) {}
