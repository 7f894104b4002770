package io.osplane.testkit.internal.kubelet;

import io.osplane.testkit.internal.http.Feed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a container has written, and who reads on. */
final class Log {
  private final List<String> lines = new ArrayList<>();
  private final List<Feed> followers = new ArrayList<>();

  void add(String line) {
    lines.add(line);
    followers.removeIf(Feed::ended);
    followers.forEach(f -> send(f, line));
  }

  /** Sends the last lines, all if negative, and then ends the feed or goes on. */
  void read(int tail, boolean follow, Feed feed) {
    int from = tail < 0 ? 0 : Math.max(0, lines.size() - tail);
    lines.subList(from, lines.size()).forEach(l -> send(feed, l));
    if (follow) {
      followers.add(feed);
    } else {
      feed.end();
    }
  }

  void end() {
    followers.forEach(Feed::end);
    followers.clear();
  }

  private static void send(Feed feed, String line) {
    feed.put((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
