package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Images, as Glance's API has them. Of what is uploaded, the longest text is kept. */
final class GlanceData implements ServiceData {
  /** What a simulated guest says of its image on its console. */
  static final String TEXT = "text";

  private static final String IMAGES = "images";
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]{12,400}");
  private final Databases databases;

  GlanceData(Container container, ServiceConfig config) {
    this.databases = new Databases(container, config);
  }

  @Override
  public Optional<HttpReply> answer(HttpCall call) {
    Asked asked = new Asked(call);
    List<String> path = asked.below("/v2/");
    if (path.isEmpty() || !path.get(0).equals(IMAGES)) {
      return Optional.empty();
    }
    DatabaseLink database = databases.open("database");
    Records records = Records.load(database);
    List<String> rest = path.subList(1, path.size());
    Optional<HttpReply> reply =
        asked.method().equals("PUT")
            ? uploaded(records, rest, call)
            : new Things(records, asked, IMAGES, "").answer(rest);
    if (!asked.method().equals("GET") && reply.filter(HttpReply::isSuccess).isPresent()) {
      records.save(database);
    }
    return reply;
  }

  private static Optional<HttpReply> uploaded(Records records, List<String> path, HttpCall call) {
    return records
        .get(IMAGES, path.get(0))
        .map(
            image -> {
              image.put("status", "active").put(TEXT, text(call.body()));
              return new HttpReply(204, Map.of(), new byte[0]);
            });
  }

  private static String text(byte[] disk) {
    Matcher found = PRINTABLE.matcher(new String(disk, StandardCharsets.ISO_8859_1));
    return found.find() ? found.group() : "";
  }
}
