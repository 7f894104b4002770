package io.osplane.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.osplane.benchmarks.CloudClient.Answer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Servers without a network on fake hosts, as the administrator. What has become of them is asked
 * for all at once, no more often than every half second: that is as fine as the times are, and the
 * questions of many would be most of the load.
 */
final class FakeServers implements ServerLoad.Target {
  /** Of the Compute API, as all of this asks it. */
  static final Map<String, String> VERSION = Map.of("openstack-api-version", "compute 2.96");

  private static final long PAUSE_MILLIS = 500;
  private static final int LOOKS = 600;
  private final CloudClient cloud;
  private final String image;
  private final String flavor;
  private Map<String, String> seen = Map.of();
  private long seenAt = System.nanoTime() - TimeUnit.DAYS.toNanos(1);

  private FakeServers(CloudClient cloud, String image, String flavor) {
    this.cloud = cloud;
    this.image = image;
    this.flavor = flavor;
  }

  /** Makes an image that nobody boots and a small flavor, and lifts the project's quotas. */
  static FakeServers prepare(CloudClient cloud) {
    String bare = "{'name':'nothing','disk_format':'raw','container_format':'bare'}";
    String image = cloud.told("image", "POST", "/v2/images", bare).path("id").asText();
    JsonNode unused = cloud.told("image", "PUT", "/v2/images/" + image + "/file", "nothing");
    String small = "{'flavor':{'name':'fake','ram':64,'vcpus':1,'disk':0}}";
    String flavor = cloud.told("compute", "POST", "/flavors", small).at("/flavor/id").asText();
    String quotas = "{'quota_set':{'instances':-1,'cores':-1,'ram':-1}}";
    JsonNode unusedToo = cloud.told("compute", "PUT", "/os-quota-sets/" + cloud.project(), quotas);
    return new FakeServers(cloud, image, flavor);
  }

  @Override
  public String boot(int number) throws InterruptedException, ServerLoad.FailedServerException {
    String body =
        "{'server':{'name':'s%d','imageRef':'%s','flavorRef':'%s','networks':'none'}}"
            .formatted(number, image, flavor);
    String id = sent("POST", "/servers", body, "").json().at("/server/id").asText();
    for (int look = 0; look < LOOKS; look++) {
      String status = all(id).getOrDefault(id, "");
      if (status.equals("ACTIVE")) {
        return id;
      }
      if (status.equals("ERROR")) {
        JsonNode server = sent("GET", "/servers/" + id, "", id).json();
        throw new ServerLoad.FailedServerException(
            server.at("/server/fault/message").asText("ERROR"), id);
      }
      pause();
    }
    throw new ServerLoad.FailedServerException("not ACTIVE in time", id);
  }

  @Override
  public void delete(String id) throws InterruptedException, ServerLoad.FailedServerException {
    Answer unused = sent("DELETE", "/servers/" + id, "", id);
    for (int look = 0; look < LOOKS; look++) {
      if (!all(id).containsKey(id)) {
        return;
      }
      pause();
    }
    throw new ServerLoad.FailedServerException("not gone in time", id);
  }

  /** Status by id; one that was there once is missing only when it is gone. */
  private synchronized Map<String, String> all(String asking)
      throws ServerLoad.FailedServerException {
    if (System.nanoTime() - seenAt > TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS)) {
      Map<String, String> now = new TreeMap<>();
      for (JsonNode server :
          sent("GET", "/servers/detail?limit=1000", "", asking).json().path("servers")) {
        now.put(server.path("id").asText(), server.path("status").asText());
      }
      seen = Map.copyOf(now);
      seenAt = System.nanoTime();
    }
    return seen;
  }

  /** An answer that is no success is a failure, but for a server that is gone already. */
  private Answer sent(String method, String path, String body, String id)
      throws ServerLoad.FailedServerException {
    try {
      Answer answer = cloud.send("compute", method, path, VERSION, body);
      boolean gone = answer.status() == 404 && method.equals("DELETE");
      if (answer.status() < 300 || gone) {
        return answer;
      }
      String why = method + " answered " + answer.status() + ": " + answer.message();
      throw new ServerLoad.FailedServerException(why, id);
    } catch (IllegalStateException e) {
      throw new ServerLoad.FailedServerException(method + " was not answered", id);
    }
  }

  private static void pause() throws InterruptedException {
    if (new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("nobody counts down");
    }
  }
}
