package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.HttpCall;
import io.osplane.testkit.HttpReply;
import java.util.List;
import java.util.Optional;

/** Hosts and servers, as Nova's API has them. */
final class NovaData implements ServiceData {
  private final Container container;
  private final ServiceConfig config;
  private final Databases databases;

  NovaData(Container container, ServiceConfig config) {
    this.container = container;
    this.config = config;
    this.databases = new Databases(container, config);
  }

  @Override
  public Optional<HttpReply> answer(HttpCall call) {
    Asked asked = new Asked(call);
    DatabaseLink database = databases.open("database");
    Records records = Records.load(database);
    HostAgents agents = new HostAgents(new BusLink(container, config), records, container.now());
    Optional<HttpReply> reply = answer(asked, records, agents);
    if (!asked.method().equals("GET") && reply.filter(HttpReply::isSuccess).isPresent()) {
      records.save(database);
    }
    return reply;
  }

  private Optional<HttpReply> answer(Asked asked, Records records, HostAgents agents) {
    List<String> path = asked.below("/v2.1/");
    KeystoneUser nova = new KeystoneUser(container, config, "placement");
    return switch (path.isEmpty() ? "" : path.get(0)) {
      case "os-services" -> new NovaServices(records, agents, nova, asked).answer(path);
      case "os-hypervisors" -> new NovaHypervisors(records, agents, asked).answer(path);
      case "os-migrations", "servers" ->
          new NovaServers(records, agents, nova, container.now().toString(), asked).answer(path);
      case "os-quota-sets" ->
          asked.method().equals("PUT")
              ? Optional.of(HttpReply.json(200, asked.call().text()))
              : Optional.empty();
      case "flavors" ->
          path.contains("detail")
              ? Optional.empty()
              : new Things(records, asked, "flavors", "flavor")
                  .answer(path.subList(1, path.size()));
      default -> Optional.empty();
    };
  }
}
