package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;

/**
 * The API of a service of the usual shape: pages for everybody, and for callers with a token what
 * it does with its data, and lists, which are empty.
 */
final class ServiceApi implements WebServer.Application {
  private final Container container;
  private final ServiceTable.Server server;
  private final Databases databases;
  private final TokenCheck tokens;
  private final ServiceData data;

  ServiceApi(
      Container container, ServiceConfig config, ServiceTable.Server server, ServiceData data) {
    this.container = container;
    this.server = server;
    this.databases = new Databases(container, config);
    this.tokens = new TokenCheck(container, config);
    this.data = data;
  }

  @Override
  public void load() {
    if (!server.early()) {
      databases.need(server.needs());
    }
  }

  @Override
  public HttpReply answer(HttpCall call) {
    String path = call.path().replaceFirst("\\?.*", "").replaceFirst("(?<=.)/$", "");
    ServiceTable.Page page = server.pages().getOrDefault(path, server.pages().get("*"));
    return page == null ? tokens.refusal(call).orElseGet(() -> worked(call, path)) : page.reply();
  }

  private HttpReply worked(HttpCall call, String path) {
    try {
      databases.need(server.needs());
      return data.answer(call).orElseGet(() -> listed(call, path));
    } catch (DatabaseException e) {
      container.log("ERROR " + e.unhandled());
      return KeystoneRequest.error(500, "Internal Server Error", "an unexpected error");
    }
  }

  /** A project's id in a path is for everything of its collections the same. */
  private HttpReply listed(HttpCall call, String asked) {
    String path = asked.replaceFirst("(?<=^/v1/)[0-9a-f]{32}(?=/)", "*");
    String list = server.collections().get(path);
    if (list != null && call.method().equals("GET")) {
      return HttpReply.json(200, "{\"" + list + "\":[]}");
    }
    boolean isInOne = server.collections().containsKey(path.replaceFirst("/[^/]+$", ""));
    return isInOne
        ? KeystoneRequest.error(404, "Not Found", "there is no " + path)
        : KeystoneRequest.error(
            501, "Not Implemented", "the simulation does not know " + call.method() + " " + path);
  }
}
