package io.osplane.internal.engine;

/** Which tasks that run once were done. */
interface Ledger {
  /** Whether the task was done for that key. */
  boolean isDone(Node node, String key);

  /** Notes that it was. */
  void done(Node node, String key);

  /** Receipts in the cluster. */
  static Ledger receipts(StateStore state, Hold hold) {
    return new Ledger() {
      @Override
      public boolean isDone(Node node, String key) {
        return state.receipt(node.id()).filter(key::equals).isPresent();
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
      public void done(Node node, String key) {}
    };
  }
}
