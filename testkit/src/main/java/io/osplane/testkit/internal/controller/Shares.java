package io.osplane.testkit.internal.controller;

/** Numbers that are given as such or as a percentage. */
final class Shares {
  private static final int HUNDRED = 100;

  private Shares() {}

  static int of(String text, int whole, boolean up) {
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.endsWith("%")) {
      return Integer.parseInt(text);
    }
    int percent = Integer.parseInt(text.substring(0, text.length() - 1));
    return (whole * percent + (up ? HUNDRED - 1 : 0)) / HUNDRED;
  }
}
