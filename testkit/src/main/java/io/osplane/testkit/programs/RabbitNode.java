package io.osplane.testkit.programs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.Container;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The broker in one Erlang VM: joins the cluster of the nodes in its file, waits for those that
 * stopped after it, and pauses without a majority.
 *
 * <p>An empty one never goes on alone, and never joins a cluster that still counts it as a member.
 */
final class RabbitNode {
  private static final Duration BOOT = Duration.ofSeconds(4);
  private final Container container;
  private final RabbitDisk disk;
  private final RabbitNames names;
  private State state = State.BOOTING;
  private boolean boots;

  /** How far the broker is; its VM runs in every state. */
  enum State {
    BOOTING,
    RUNNING,
    PAUSED,
    STOPPED
  }

  RabbitNode(Container container) {
    this.container = container;
    this.names = new RabbitNames(container);
    this.disk = new RabbitDisk(container.volume(RabbitDisk.MOUNT));
  }

  String name() {
    return names.own();
  }

  State state() {
    return state;
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }

  /** The cluster's id; empty unless it runs. */
  String cluster() {
    return isRunning() ? schema().path("id").asText() : "";
  }

  /** What the cluster's members all know; only where there are data. */
  ObjectNode schema() {
    return disk.schema().orElseGet(JsonNodeFactory.instance::objectNode);
  }

  /** The nodes that it counts to its cluster; itself if it is empty. */
  NavigableSet<String> members() {
    return disk.isBlank() ? new TreeSet<>(List.of(name())) : disk.members();
  }

  /** The members that it sees running. */
  NavigableSet<String> running() {
    NavigableSet<String> running = new TreeSet<>();
    peers().stream().filter(RabbitNode::isRunning).forEach(n -> running.add(n.name()));
    return running;
  }

  /** The members whose VM is reached, this one included. */
  private List<RabbitNode> peers() {
    List<RabbitNode> peers = new ArrayList<>(names.others(members()));
    peers.add(this);
    return peers;
  }

  /** Notices who came and who is gone. */
  void look() {
    switch (state) {
      case BOOTING -> boot();
      case RUNNING -> watch();
      case PAUSED -> resume();
      case STOPPED -> {}
    }
  }

  private void watch() {
    disk.saveRunning(running());
    if (!isMajority()) {
      enter(State.PAUSED);
    }
  }

  private void resume() {
    if (isMajority()) {
      enter(State.BOOTING);
    }
  }

  private boolean isMajority() {
    return peers().size() * 2 > members().size();
  }

  private void boot() {
    if (!boots && (disk.isBlank() ? mayForm() : mayGoOn())) {
      boots = true;
      container.after(BOOT, this::booted);
    }
  }

  private void booted() {
    boots = false;
    if (state == State.BOOTING && disk.isBlank() && mayForm()) {
      joinable().ifPresentOrElse(this::join, this::form);
    } else if (state == State.BOOTING && !disk.isBlank() && mayGoOn()) {
      goOn();
    }
  }

  /** An empty one joins one that runs; the first of several empty ones makes the cluster. */
  private boolean mayForm() {
    List<RabbitNode> others = names.others(names.listed());
    boolean isCounted = others.stream().anyMatch(n -> !n.isEmpty() && n.members().contains(name()));
    boolean allEmpty = others.stream().allMatch(RabbitNode::isEmpty);
    boolean isFirst = others.stream().allMatch(n -> n.name().compareTo(name()) > 0);
    boolean hasCompany = !others.isEmpty() || names.listed().size() == 1;
    return !isCounted && (joinable().isPresent() || (allEmpty && isFirst && hasCompany));
  }

  private boolean isEmpty() {
    return disk.isBlank();
  }

  private Optional<RabbitNode> joinable() {
    return names.others(names.listed()).stream().filter(RabbitNode::isRunning).findFirst();
  }

  /** Those that ran when it stopped know more: one of them runs, or all of them are there. */
  private boolean mayGoOn() {
    NavigableSet<String> later = disk.running();
    boolean allThere = peers().stream().map(RabbitNode::name).toList().containsAll(later);
    return isMajority() && (!running().isEmpty() || allThere);
  }

  private void form() {
    byte[] id = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(id).substring(0, 22);
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("id", "rabbitmq-cluster-id-" + text);
    disk.saveSchema(schema);
    disk.saveMembers(new TreeSet<>(List.of(name())));
    enter(State.RUNNING);
  }

  private void join(RabbitNode seed) {
    NavigableSet<String> wider = seed.members();
    wider.add(name());
    disk.saveSchema(seed.schema());
    disk.saveMembers(wider);
    names.others(wider).forEach(n -> n.disk.saveMembers(wider));
    enter(State.RUNNING);
  }

  private void goOn() {
    peers().stream()
        .filter(n -> n != this && n.isRunning())
        .findFirst()
        .ifPresent(
            n -> {
              disk.saveSchema(n.schema());
              disk.saveMembers(n.members());
            });
    enter(State.RUNNING);
  }

  private void enter(State next) {
    state = next;
    container.log("broker is " + next.name().toLowerCase(Locale.ROOT));
    peers().forEach(n -> n.container.changed());
  }

  /** Changes what all members know. */
  void change(Consumer<ObjectNode> edit) {
    ObjectNode schema = schema();
    edit.accept(schema);
    peers().stream().filter(RabbitNode::isRunning).forEach(n -> n.disk.saveSchema(schema));
  }

  /** Stops the broker and leaves the VM. */
  void stopApp() {
    enter(State.STOPPED);
  }

  void startApp() {
    enter(State.BOOTING);
    look();
  }

  /** Leaves the cluster and forgets everything. */
  void reset() {
    peers().stream().filter(n -> n != this).forEach(n -> n.removeMember(name()));
    disk.clear();
  }

  /** Stops counting a node as a member. */
  void forget(String node) {
    peers().forEach(n -> n.removeMember(node));
  }

  private void removeMember(String node) {
    NavigableSet<String> rest = disk.members();
    rest.remove(node);
    disk.saveMembers(rest);
  }
}
