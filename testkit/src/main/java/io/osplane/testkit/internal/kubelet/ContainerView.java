package io.osplane.testkit.internal.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.testkit.Container;
import io.osplane.testkit.Network;
import io.osplane.testkit.Volume;
import io.osplane.testkit.internal.clock.Pull;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the program of one start of a container sees. */
final class ContainerView implements Container {
  private final PodRun pod;
  private final ContainerRun run;
  private final JsonNode object;
  private final Environment environment;

  ContainerView(PodRun pod, ContainerRun run) {
    this.pod = pod;
    this.run = run;
    this.object = pod.object();
    this.environment = new Environment(object, run.spec, pod.files());
  }

  /** What the environment needs and is not there. */
  String missing() {
    return environment.missing();
  }

  @Override
  public String namespace() {
    return pod.key.namespace();
  }

  @Override
  public String pod() {
    return pod.key.name();
  }

  @Override
  public String name() {
    return run.name();
  }

  @Override
  public String image() {
    return run.spec.path("image").asText();
  }

  @Override
  public String node() {
    return pod.node.name;
  }

  @Override
  public String podIp() {
    return pod.address;
  }

  @Override
  public int ordinal() {
    String number = pod().substring(pod().lastIndexOf('-') + 1);
    return number.matches("\\d{1,9}") ? Integer.parseInt(number) : -1;
  }

  @Override
  public Map<String, String> labels() {
    return Meta.labels(object);
  }

  @Override
  public Map<String, String> env() {
    return environment.variables();
  }

  @Override
  public List<String> command() {
    return words("command");
  }

  @Override
  public List<String> args() {
    return words("args");
  }

  private List<String> words(String field) {
    return Tree.items(run.spec, field).stream().map(w -> environment.expand(w.asText())).toList();
  }

  @Override
  public boolean finishes() {
    return (run.init && !run.sidecar()) || !pod.restartPolicy().equals("Always");
  }

  @Override
  public int restarts() {
    return run.restarts.count();
  }

  @Override
  public Optional<byte[]> file(String path) {
    return pod.files().read(run.spec, path);
  }

  @Override
  public Optional<String> text(String path) {
    return file(path).map(b -> new String(b, StandardCharsets.UTF_8));
  }

  @Override
  public Volume volume(String mountPath) {
    String name =
        Tree.items(run.spec, "volumeMounts").stream()
            .filter(m -> m.path("mountPath").asText().equals(mountPath))
            .map(m -> m.path("name").asText())
            .findFirst()
            .orElse("scratch:" + run.name() + mountPath);
    return pod.kubelet.disks().of(object, name);
  }

  @Override
  public void log(String line) {
    run.log.add(line);
  }

  @Override
  public void exit(int code) {
    if (current()) {
      run.ended(code);
    }
  }

  @Override
  public Instant now() {
    return pod.kubelet.loop().time();
  }

  @Override
  public void after(Duration delay, Runnable action) {
    if (current()) {
      run.after(delay, Pull.PROGRESS, action);
    }
  }

  @Override
  public void every(Duration period, Runnable action) {
    if (current()) {
      run.after(
          period,
          Pull.ROUTINE,
          () -> {
            every(period, action);
            action.run();
          });
    }
  }

  /** Whether the program that sees this still runs. */
  private boolean current() {
    return run.view == this;
  }

  @Override
  public void changed() {
    pod.kubelet.loop().attend();
  }

  @Override
  public Network network() {
    Network network = new ClusterNetwork(pod.kubelet, pod.node, namespace());
    return pod.asksItsNodeForNames() ? new NodeNames(network) : network;
  }
}
