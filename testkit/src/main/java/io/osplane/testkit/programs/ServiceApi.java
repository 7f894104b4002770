package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;

/**
 * The API of a service of the usual shape: pages for everybody, and lists, which are empty, for
 * callers with a token. Nothing can be made by it.
 */
final class ServiceApi implements WebServer.Application {
  private final Container container;
  private final ServiceTable.Server server;
  private final Databases databases;
  private final TokenCheck tokens;

  ServiceApi(Container container, ServiceConfig config, ServiceTable.Server server) {
    this.container = container;
    this.server = server;
    this.databases = new Databases(container, config);
    this.tokens = new TokenCheck(container, config);
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
    return page == null ? tokens.refusal(call).orElseGet(() -> listed(call, path)) : page.reply();
  }

  private HttpReply listed(HttpCall call, String path) {
    String list = server.collections().get(path);
    if (list == null || !call.method().equals("GET")) {
      String asked = call.method() + " " + path;
      return KeystoneRequest.error(501, "Not Implemented", "the simulation does not know " + asked);
    }
    try {
      databases.need(server.needs());
      return HttpReply.json(200, "{\"" + list + "\":[]}");
    } catch (DatabaseException e) {
      container.log("ERROR " + e.unhandled());
      return KeystoneRequest.error(500, "Internal Server Error", "an unexpected error");
    }
  }
}
