package io.osplane.internal;

import io.osplane.OnConflict;
import io.osplane.Ticker;
import io.osplane.spi.Component;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What the embedding program gave.
 *
 * @param name the control plane's name
 * @param namespace its Kubernetes namespace
 * @param kubeconfig the text of a kubeconfig, or empty
 * @param client the caller's own client
 * @param executor the caller's own executor
 * @param clock for records and patience
 * @param ticker for the terms of the hold; the JVM's if empty
 * @param patience how long a wait goes on without progress
 * @param onConflict what to do with fields that others hold
 * @param components the caller's own components
 */
public record Embedding(
    String name,
    String namespace,
    String kubeconfig,
    Optional<AutoCloseable> client,
    Optional<Executor> executor,
    Clock clock,
    Optional<Ticker> ticker,
    Duration patience,
    OnConflict onConflict,
    List<Component<?>> components) {}
