package io.osplane.spi;

import io.osplane.ComponentName;
import java.util.Optional;

/**
 * A claim of hosts to belong to a cell of Nova; serving when the cell answers hosts.
 *
 * @param name who claims
 * @param from the Nova; empty for the only one
 */
public record CellClaim(String name, Optional<ComponentName> from)
    implements Claim<CellClaim.Binding> {

  /**
   * Where hosts and cell meet.
   *
   * @param virtualHost the message bus's virtual host of the cell
   */
  public record Binding(String virtualHost) {}

  /** A claim of the cell of this Nova. */
  public static CellClaim of(String name, ComponentName nova) {
    return new CellClaim(name, Optional.of(nova));
  }

  @Override
  public Capability<Binding> capability() {
    return Capability.CELL;
  }
}
