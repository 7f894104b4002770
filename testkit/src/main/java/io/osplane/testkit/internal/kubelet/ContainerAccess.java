package io.osplane.testkit.internal.kubelet;

import io.osplane.testkit.ExecRequest;
import io.osplane.testkit.ExecResult;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import io.osplane.testkit.Program;
import io.osplane.testkit.internal.api.ApiError;
import io.osplane.testkit.internal.api.Pods;
import io.osplane.testkit.internal.http.Feed;
import io.osplane.testkit.internal.model.ObjectKey;
import java.util.stream.Collectors;

/** The API server's way into containers. */
public record ContainerAccess(Kubelet kubelet) implements Pods {

  private PodRun running(String namespace, String name) {
    ObjectKey key = new ObjectKey(kubelet.control().kind("Pod"), namespace, name);
    if (kubelet.control().get(key) == null) {
      throw ApiError.notFound(key.kind(), name);
    }
    PodRun pod = kubelet.pod(key);
    if (pod == null) {
      throw ApiError.badRequest("pod " + name + " does not have a host assigned");
    }
    if (!pod.node.reachable()) {
      String message = "error dialing backend: dial tcp %s:10250: connect: no route to host";
      throw new ApiError(500, "InternalError", message.formatted(pod.node.address()));
    }
    return pod;
  }

  private static ContainerRun container(PodRun pod, String name) {
    if (name.isEmpty() && pod.main.size() == 1) {
      return pod.main.get(0);
    }
    if (name.isEmpty()) {
      String names = pod.containers().map(ContainerRun::name).collect(Collectors.joining(" "));
      String message = "a container name must be specified for pod %s, choose one of: [%s]";
      throw ApiError.badRequest(message.formatted(pod.key.name(), names));
    }
    return pod.containers()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ApiError.badRequest(
                    "container " + name + " is not valid for pod " + pod.key.name()));
  }

  private static Program program(ContainerRun container) {
    Program program = container.program;
    if (program == null) {
      throw new ApiError(
          500, "InternalError", "container not found (\"" + container.name() + "\")");
    }
    return program;
  }

  @Override
  public void check(String namespace, String pod, String container) {
    container(running(namespace, pod), container);
  }

  @Override
  public ExecResult exec(String namespace, String pod, String container, ExecRequest request) {
    return program(container(running(namespace, pod), container)).exec(request);
  }

  @Override
  public void logs(LogRequest request, Feed into) {
    ContainerRun run = container(running(request.namespace(), request.pod()), request.container());
    Log log = request.previous() ? run.restarts.log() : run.log;
    if (!request.previous()
        && run.restarts.last() == null
        && run.state instanceof State.Waiting waiting) {
      String why =
          waiting.reason().contains("ImagePull")
              ? "trying and failing to pull image"
              : waiting.reason();
      throw ApiError.badRequest(
          "container \"%s\" in pod \"%s\" is waiting to start: %s"
              .formatted(run.name(), request.pod(), why));
    }
    if (log == null) {
      String message = "previous terminated container \"%s\" in pod \"%s\" not found";
      throw ApiError.badRequest(message.formatted(run.name(), request.pod()));
    }
    log.read(request.tail(), request.follow() && run.running(), into);
  }

  @Override
  public HttpReply http(String namespace, String pod, HttpCall call) {
    return running(namespace, pod)
        .listening(call.port())
        .map(p -> p.http(call))
        .orElseThrow(() -> refused(call.port()));
  }

  @Override
  public HttpReply httpService(String namespace, String service, String port, HttpCall call) {
    ClusterNetwork network = new ClusterNetwork(kubelet, null, namespace);
    int target = network.targetPort(service, port);
    HttpCall targeted =
        new HttpCall(call.method(), target, call.path(), call.headers(), call.body());
    return network
        .http(service, targeted)
        .orElseThrow(
            () ->
                new ApiError(
                    503,
                    "ServiceUnavailable",
                    "no endpoints available for service \"" + service + "\""));
  }

  private static ApiError refused(int port) {
    return new ApiError(
        503,
        "ServiceUnavailable",
        "error trying to reach service: dial tcp: connect to port " + port + ": refused");
  }
}
