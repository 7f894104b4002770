package io.osplane.internal.engine;

import io.osplane.spi.Act;
import io.osplane.spi.Run;
import io.osplane.spi.Task;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** What tells one run of a task from another. Pure. */
final class Keys {
  private Keys() {}

  /** The key of a task that runs once; empty for the others. */
  static String of(Node node, StateStore state) {
    Task task = node.task();
    if (task instanceof Run run) {
      return of(node, run.key(), state);
    }
    return task instanceof Act act ? of(node, act.key(), state) : "";
  }

  private static String of(Node node, Map<String, String> key, StateStore state) {
    Map<String, String> all = new TreeMap<>();
    key.forEach((name, value) -> all.put("key." + name, value));
    node.providers().forEach(p -> all.put("provider." + p, state.identity(p)));
    all.put("task", node.id());
    StringBuilder text = new StringBuilder();
    all.forEach((k, v) -> text.append(k.length()).append(k).append(v.length()).append(v));
    return sha256(text.toString()).substring(0, 16);
  }

  static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
