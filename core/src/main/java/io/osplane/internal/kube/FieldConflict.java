package io.osplane.internal.kube;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A field that would change and that another manager owns: server-side apply refuses it unless it
 * is forced.
 *
 * @param change the field, with its value now and then
 * @param manager the other's name
 * @param operation {@code Apply} or {@code Update}; our own manager's name with {@code Update} is
 *     an other manager to the server too
 * @param time of the other's last write, or null if the server did not say
 */
public record FieldConflict(
    FieldEdit change, String manager, String operation, @Nullable Instant time) {}
