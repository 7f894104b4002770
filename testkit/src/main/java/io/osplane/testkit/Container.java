package io.osplane.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program's view of the container that it runs in. To be used inside the simulation. */
public interface Container {

  String namespace();

  String pod();

  /** The name of the container. */
  String name();

  String image();

  String node();

  String podIp();

  /** The pod's number in its StatefulSet, -1 if its name does not end with one. */
  int ordinal();

  Map<String, String> labels();

  /** As it was when the container started. */
  Map<String, String> env();

  List<String> command();

  List<String> args();

  /** Whether it is an init container or belongs to a pod whose containers end by themselves. */
  boolean finishes();

  /** How often it was restarted in this pod. */
  int restarts();

  /** A file from a ConfigMap, Secret, downward API or projected volume, as it is now. */
  Optional<byte[]> file(String path);

  /** As {@link #file}, as UTF-8 text. */
  Optional<String> text(String path);

  /** The claim, emptyDir or directory of the host mounted there; a scratch volume if none is. */
  Volume volume(String mountPath);

  void log(String line);

  /** Ends the program. */
  void exit(int code);

  Instant now();

  /** Runs an action later, unless the program has ended by then; time may jump to it. */
  void after(Duration delay, Runnable action);

  /** Runs an action again and again; time does not jump for it, except after an event. */
  void every(Duration period, Runnable action);

  /** Makes kubelet's probes of the cluster look again soon: a program's state has changed. */
  void changed();

  Network network();
}
