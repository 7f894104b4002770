package io.osplane.internal.engine;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which tasks that run once were done. */
interface Ledger {
  /** Whether the task was done for that key. */
  boolean isDone(Node node, String key);

  /**
   * A node begins: what it did before and what it undoes counts no more, however it ends. Else,
   * after a crash, the former spec would find its receipts and leave what was half done.
   */
  void begin(Node node);

  /** Notes that it was. */
  void done(Node node, String key);

  /**
   * Receipts in the cluster.
   *
   * @param nodes all that are to be carried out
   */
  static Ledger receipts(StateStore state, Hold hold, List<Node> nodes) {
    Set<String> own = nodes.stream().map(Node::id).collect(Collectors.toSet());
    return new Ledger() {
      @Override
      public boolean isDone(Node node, String key) {
        return state.receipt(node.id()).filter(key::equals).isPresent();
      }

      @Override
      public void begin(Node node) {
        state.retain(
            hold,
            id ->
                !node.id().equals(id)
                    && !node.voids().contains(id)
                    && (own.contains(id) || !node.voids().contains(Node.allOf(id))));
      }

      @Override
      public void done(Node node, String key) {
        state.receipt(hold, node.id(), key);
      }
    };
  }

  /** No memory: every task is due, for operations that act on what they see. */
  static Ledger none() {
    return new Ledger() {
      @Override
      public boolean isDone(Node node, String key) {
        return false;
      }

      @Override
      public void begin(Node node) {}

      @Override
      public void done(Node node, String key) {}
    };
  }
}
