package io.osplane.testkit.internal.api;

import io.osplane.testkit.ExecRequest;
import io.osplane.testkit.ExecResult;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import io.osplane.testkit.internal.http.Feed;

/** What the API server asks of kubelet. All under the cluster's lock; refusals are ApiErrors. */
public interface Pods {

  /** Refuses a container that there is not. */
  void check(String namespace, String pod, String container);

  ExecResult exec(String namespace, String pod, String container, ExecRequest request);

  /** Puts log lines into a feed and ends it, or leaves it open to follow. */
  void logs(LogRequest request, Feed into);

  /**
   * Which log.
   *
   * @param tail how many of the last lines, negative for all
   */
  record LogRequest(
      String namespace,
      String pod,
      String container,
      boolean previous,
      boolean follow,
      int tail,
      boolean timestamps) {}

  HttpReply http(String namespace, String pod, HttpCall call);

  /** As {@link #http}, to a ready pod behind a service and the port that it targets. */
  HttpReply httpService(String namespace, String service, String port, HttpCall call);
}
