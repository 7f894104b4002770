package io.osplane.testkit.programs;

import io.osplane.testkit.Volume;
import java.util.Optional;

/**
 * A Galera member's volume. Its data are always as new as the last transaction, as InnoDB's are.
 */
final class MemberDisk {
  static final String MOUNT = "/var/lib/galera";
  private static final String DATA = "data/mysql";
  private static final String COPYING = "data/sst_in_progress";
  private static final String HOLD = "meta/hold";
  private final Volume volume;

  MemberDisk(Volume volume) {
    this.volume = volume;
  }

  boolean isBlank() {
    return volume.read(DATA).isEmpty();
  }

  /** Whether somebody put the file there that keeps the member from starting. */
  boolean isHeld() {
    return volume.read(HOLD).isPresent();
  }

  Optional<Dataset> load() {
    return volume.read(DATA).map(Dataset::parse);
  }

  /** A whole copy, or the next transaction. */
  void save(byte[] data) {
    volume.write(DATA, data);
    volume.delete(COPYING);
  }

  /** From here to the next {@link #save} the data are those of nobody. */
  void beginCopy() {
    volume.write(DATA, Dataset.begin(Position.NONE.uuid()).bytes());
    volume.write(COPYING, "");
  }

  /** Where the data are; nowhere if there are none or the copy was cut off. */
  Position position() {
    return volume.read(COPYING).isPresent()
        ? Position.NONE
        : load().map(d -> new Position(d.uuid(), d.seqno())).orElse(Position.NONE);
  }

  /**
   * A place in the history of a cluster.
   *
   * @param uuid zeros for none
   * @param seqno -1 for unknown
   */
  record Position(String uuid, long seqno) {
    static final Position NONE = new Position("00000000-0000-0000-0000-000000000000", -1);

    boolean isKnown() {
      return seqno >= 0;
    }

    @Override
    public String toString() {
      return uuid + ":" + seqno;
    }
  }
}
