package io.osplane.internal.engine;

import io.osplane.internal.kube.Cluster;
import io.osplane.internal.kube.FieldDiff;
import java.time.Clock;

/**
 * What is there and what is remembered, at one time.
 *
 * @param plane the control plane's name
 * @param cluster where it is
 * @param view its objects
 * @param state what Osplane remembers
 * @param secrets the values of its Secrets
 * @param desired makes the objects that tasks want
 * @param diff compares them with what is there
 * @param io asks several things at once
 * @param clock tells what is too old
 */
record Situation(
    String plane,
    Cluster cluster,
    LiveView view,
    StateStore state,
    Secrets secrets,
    Desired desired,
    FieldDiff diff,
    SideBySide io,
    Clock clock) {}
