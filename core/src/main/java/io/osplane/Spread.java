package io.osplane;

/**
 * How the members that decide by majority, of databases and the message bus, are spread over nodes.
 */
public enum Spread {
  /** No two of them on one node: a member for which there is no other node waits for one. */
  REQUIRED,
  /** On different nodes where there are enough: the loss of one node may take the majority. */
  PREFERRED
}
