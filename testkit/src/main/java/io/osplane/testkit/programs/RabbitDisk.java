package io.osplane.testkit.programs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** A RabbitMQ member's volume: its cluster, and what the cluster's members all know. */
final class RabbitDisk {
  static final String MOUNT = "/var/lib/rabbitmq";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCHEMA = "mnesia/schema";
  private static final String MEMBERS = "mnesia/cluster_nodes";
  private static final String RUNNING = "mnesia/nodes_running_at_shutdown";
  private final Volume volume;

  RabbitDisk(Volume volume) {
    this.volume = volume;
  }

  boolean isBlank() {
    return volume.read(SCHEMA).isEmpty();
  }

  /** Forgets everything, as a reset does. */
  void clear() {
    volume.clear();
  }

  /** The cluster's id and definitions; empty on a blank volume. */
  Optional<ObjectNode> schema() {
    return volume.read(SCHEMA).map(RabbitDisk::parse);
  }

  private static ObjectNode parse(byte[] bytes) {
    try {
      return (ObjectNode) JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("a broker's file", e);
    }
  }

  void saveSchema(JsonNode schema) {
    volume.write(SCHEMA, schema.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Everybody whom it counts to its cluster. */
  NavigableSet<String> members() {
    return names(MEMBERS);
  }

  void saveMembers(NavigableSet<String> members) {
    volume.write(MEMBERS, String.join("\n", members));
  }

  /** Who ran when it last looked. */
  NavigableSet<String> running() {
    return names(RUNNING);
  }

  void saveRunning(NavigableSet<String> running) {
    volume.write(RUNNING, String.join("\n", running));
  }

  private NavigableSet<String> names(String file) {
    return new TreeSet<>(volume.text(file).orElse("").lines().toList());
  }
}
