package io.osplane;

/** How much processor and memory the components ask for. */
public enum Size {
  /** A test cluster: everything fits on two processors and 24 GiB. */
  TINY(1),
  /** Up to some 20 compute hosts. */
  SMALL(4),
  /** Up to some 100 compute hosts. */
  MEDIUM(8),
  /** More than that. */
  LARGE(16);

  private final int factor;

  Size(int factor) {
    this.factor = factor;
  }

  /** How members are spread unless the spec says so: a test cluster may have but one node. */
  public Spread spread() {
    return this == TINY ? Spread.PREFERRED : Spread.REQUIRED;
  }

  /** What a request of {@link #TINY} is multiplied by. */
  public int factor() {
    return factor;
  }
}
