package io.osplane.rabbitmq;

import java.util.List;
import java.util.Set;

/** What was seen of one member. */
sealed interface Observation {
  /**
   * It could not be asked: nothing may be concluded.
   *
   * @param why what stood in the way
   */
  record Unseen(String why) implements Observation {}

  /**
   * Its Erlang VM does not run.
   *
   * @param why what the command line tool said
   */
  record Down(String why) implements Observation {}

  /**
   * What it says of itself.
   *
   * @param state whether it serves
   * @param cluster the cluster's internal id; empty unless it is running
   * @param members the nodes that it counts to its cluster
   * @param running the nodes that it sees running; empty unless it is running
   * @param partitions the nodes that it was separated from and did not rejoin
   * @param alarms its own resource alarms: {@code memory}, {@code disk}
   * @param disabledFlags stable feature flags that are not enabled
   */
  record Report(
      State state,
      String cluster,
      Set<String> members,
      Set<String> running,
      List<String> partitions,
      List<String> alarms,
      List<String> disabledFlags)
      implements Observation {
    boolean isRunning() {
      return state == State.RUNNING;
    }
  }

  /** How far a member is whose Erlang VM runs. */
  enum State {
    RUNNING,
    /** It starts, or waits for members that stopped after it. */
    BOOTING,
    /** It sees no majority and waits for one. */
    PAUSED,
    /** Somebody stopped it. */
    STOPPED
  }
}
