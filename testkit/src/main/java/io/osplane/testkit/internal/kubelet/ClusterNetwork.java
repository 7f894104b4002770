package io.osplane.testkit.internal.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import io.osplane.testkit.Network;
import io.osplane.testkit.Program;
import io.osplane.testkit.internal.controller.Conditions;
import io.osplane.testkit.internal.controller.Control;
import io.osplane.testkit.internal.model.Meta;
import io.osplane.testkit.internal.model.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names and ways in the cluster, seen from one node, or from outside if there is none. */
record ClusterNetwork(Kubelet kubelet, @Nullable Node from, String namespace) implements Network {

  @Override
  public List<String> resolve(String host) {
    String name = host.replaceFirst("\\.$", "").replaceFirst("\\.svc(\\.cluster\\.local)?$", "");
    if (name.matches("[0-9.]+")) {
      return List.of(name);
    }
    String[] parts = name.split("\\.", -1);
    return switch (parts.length) {
      case 1 -> service(namespace, parts[0]);
      case 2 -> {
        List<String> pod = pod(namespace, parts[1], parts[0]);
        yield pod.isEmpty() ? service(parts[1], parts[0]) : pod;
      }
      default -> pod(parts[2], parts[1], parts[0]);
    };
  }

  private Control control() {
    return kubelet.control();
  }

  private List<String> service(String in, String name) {
    ObjectNode service = control().get("Service", in, name);
    if (service == null) {
      return List.of();
    }
    String address = Tree.text(service, "spec.clusterIP");
    return address.equals("None")
        ? backends(service).map(p -> p.address).toList()
        : List.of(address);
  }

  private List<String> pod(String in, String service, String hostname) {
    ObjectNode found = control().get("Service", in, service);
    if (found == null) {
      return List.of();
    }
    return backends(found)
        .filter(p -> Tree.text(p.spec(), "hostname").equals(hostname))
        .filter(p -> Tree.text(p.spec(), "subdomain").equals(service))
        .map(p -> p.address)
        .toList();
  }

  private Stream<PodRun> backends(ObjectNode service) {
    Map<String, String> selector = Tree.map(service, "spec.selector");
    boolean always = Tree.flag(service, "spec.publishNotReadyAddresses");
    return kubelet.pods().stream()
        .filter(p -> p.key.namespace().equals(Meta.namespace(service)))
        .filter(
            p -> {
              ObjectNode pod = control().get(p.key);
              return pod != null
                  && !selector.isEmpty()
                  && Meta.labels(pod).entrySet().containsAll(selector.entrySet())
                  && (always || Conditions.ready(pod));
            });
  }

  private Stream<PodRun> targets(String host) {
    return resolve(host).stream()
        .flatMap(
            address ->
                Stream.concat(
                    kubelet.pods().stream().filter(p -> p.address.equals(address)),
                    control().list("Service", "").stream()
                        .filter(s -> Tree.text(s, "spec.clusterIP").equals(address))
                        .flatMap(this::backends)))
        .filter(this::reachable);
  }

  private boolean reachable(PodRun pod) {
    boolean local = pod.node == from && pod.node.powered;
    boolean connected = from == null || from.reachable();
    return local || (connected && pod.node.reachable());
  }

  @Override
  public <P extends Program> Optional<P> program(String host, Class<P> type) {
    return programs(host, type).stream().findFirst();
  }

  @Override
  public <P extends Program> List<P> programs(String host, Class<P> type) {
    return targets(host)
        .flatMap(PodRun::containers)
        .map(c -> c.program)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  @Override
  public Optional<HttpReply> http(String host, HttpCall call) {
    return targets(host)
        .flatMap(p -> p.listening(call.port()).stream())
        .findFirst()
        .map(p -> p.http(call));
  }

  /** The pods' port behind a service's port, by its number or name; the first if it is empty. */
  int targetPort(String service, String port) {
    ObjectNode found = control().get("Service", namespace, service);
    List<JsonNode> ports = found == null ? List.of() : Tree.items(found, "spec.ports");
    return ports.stream()
        .filter(
            p ->
                port.isEmpty()
                    || p.path("name").asText().equals(port)
                    || p.path("port").asText().equals(port))
        .findFirst()
        .map(p -> p.path("targetPort").asInt(p.path("port").asInt()))
        .orElse(0);
  }
}
