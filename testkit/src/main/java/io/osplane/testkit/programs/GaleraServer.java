package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The database server of a Galera member: its state, its data, and its part in the group. */
final class GaleraServer {
  private final String name;
  private final MemberDisk disk;
  private final GaleraGroup group;
  private State state = State.DOWN;
  private @Nullable Dataset data;

  /** What is done to the data in one go. */
  interface Transaction {
    void apply(Dataset data);
  }

  /** How far the server's process is. */
  enum State {
    DOWN("Down"),
    STARTING("Joiner"),
    RUNNING("Synced"),
    STOPPING("Stopping");

    private final String status;

    State(String status) {
      this.status = status;
    }
  }

  GaleraServer(Container container, MemberDisk disk, GaleraNames names) {
    this.name = container.pod();
    this.disk = disk;
    this.group = new GaleraGroup(this, container, names);
  }

  String name() {
    return name;
  }

  GaleraGroup group() {
    return group;
  }

  State state() {
    return state;
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }

  /** Whether clients may read and write here. */
  boolean serves() {
    return isRunning() && group.isPrimary();
  }

  /** What it holds, not to be changed; only while it runs. */
  Dataset data() {
    Dataset known = data;
    if (known == null) {
      known = disk.load().orElseThrow(() -> new IllegalStateException(name + " has no data"));
      data = known;
    }
    return known;
  }

  /** Takes over a whole copy, or the next transaction. */
  void receive(byte[] copy) {
    disk.save(copy);
    data = null;
  }

  /**
   * Changes the data on every member of the group.
   *
   * @throws DatabaseException if this member is not part of a Primary component with a quorum
   */
  void commit(Transaction transaction) {
    if (!serves() || !group.hasQuorum()) {
      throw new DatabaseException(1047, "WSREP has not yet prepared node for application use");
    }
    Dataset next = Dataset.parse(data().bytes());
    transaction.apply(next);
    next.advance();
    byte[] copy = next.bytes();
    group.present().forEach(m -> m.receive(copy));
  }

  /** Begins to join; a copy that replaces everything spoils what was there until it is whole. */
  void beginJoining(boolean isWholeCopy) {
    state = State.STARTING;
    if (isWholeCopy) {
      disk.beginCopy();
    }
  }

  /** Joins the group of a donor with its data. */
  void join(GaleraServer donor) {
    receive(donor.data().bytes());
    state = State.RUNNING;
    donor.group().admit(this);
  }

  /** Starts a group of this member alone, from its data or with a new history. */
  void bootstrap(boolean isNew) {
    if (isNew) {
      receive(Dataset.begin(UUID.randomUUID().toString()).bytes());
    }
    state = State.RUNNING;
    group.found();
  }

  /** Leaves the group in order. */
  void stop() {
    if (isRunning()) {
      group.leave();
    }
    state = State.STOPPING;
  }

  /** It is gone. */
  void end() {
    state = State.DOWN;
    data = null;
  }

  /** What the member notes of it. */
  String note() {
    return "status %s\nprimary %s\n".formatted(state.status, serves() ? "yes" : "no");
  }

  /** Its status variables, a name and a value in each line; nothing while it does not run. */
  String variables() {
    return isRunning()
        ? """
        wsrep_cluster_size %d
        wsrep_cluster_state_uuid %s
        wsrep_cluster_status %s
        wsrep_connected ON
        wsrep_flow_control_paused 0
        wsrep_last_committed %d
        wsrep_local_state_comment %s
        wsrep_ready %s
        """
            .formatted(
                group.size(),
                data().uuid(),
                serves() ? "Primary" : "non-Primary",
                data().seqno(),
                serves() ? "Synced" : "Initialized",
                serves() ? "ON" : "OFF")
        : "";
  }
}
