package io.osplane.testkit.internal.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Numbers in a status that are left out where they are zero. */
final class Counts {
  private Counts() {}

  static void put(ObjectNode status, String field, int count) {
    if (count == 0) {
      status.remove(field);
    } else {
      status.put(field, count);
    }
  }
}
