package io.osplane.compute;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.osplane.spi.Member.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A cloud in which images, networks, flavors and servers can be made: what a trial needs. */
final class TrialCloud implements FakeSite.Back {
  private static final Map<String, String> LISTS =
      Map.of(
          "/v2/images", "images",
          "/v2.0/networks", "networks",
          "/v2.0/subnets", "subnets",
          "/v2.1/flavors", "flavors",
          "/v2.1/servers", "servers");

  /** What there is, by path. */
  final Map<String, ObjectNode> things = new TreeMap<>();

  final List<String> refused = new ArrayList<>();

  /** What things were to be made of. */
  final List<String> sent = new ArrayList<>();

  String services = "{'services':[{'id':'s','host':'h1','state':'up','status':'enabled'}]}";
  String server = "'status':'ACTIVE'";
  String port = "{'status':'ACTIVE','fixed_ips':[{'ip_address':'198.18.0.7'}]}";

  /** What was uploaded, as the guest's console would say it. */
  String console = "";

  boolean isDumb;

  /** What Placement knows of a host. */
  String traits = "{'traits':['HW_X','COMPUTE_STATUS_DISABLED'],'resource_provider_generation':7}";

  /** Neutron's agents on a host. */
  String agents = "[{'agent_type':'OVN Controller agent','alive':true}]";

  /** What Placement was told of a host. */
  String told = "";

  private int made;

  private static String catalogue() {
    StringBuilder all = new StringBuilder();
    for (String[] each :
        new String[][] {
          {"compute", "nova", "/v2.1"},
          {"image", "glance", ""},
          {"network", "neutron", ""},
          {"placement", "placement", ""}
        }) {
      all.append(all.isEmpty() ? "" : ",")
          .append(
              "{'type':'%s','endpoints':[{'interface':'internal','region_id':'RegionOne','url':'http://%s.c.svc:80%s'}]}"
                  .formatted((Object[]) each));
    }
    return "{'token':{'catalog':[" + all + "]}}";
  }

  /** What is left, but for what a network takes with it. */
  List<String> left() {
    return things.keySet().stream().filter(path -> !path.contains("subnets")).toList();
  }

  @Override
  public Answer answer(
      String service, String method, String path, Map<String, String> headers, String body) {
    if (service.equals("keystone")) {
      return json(201, Map.of("x-subject-token", "t"), catalogue());
    }
    if (refused.contains(method + " " + path)) {
      return json(409, Map.of(), "{'conflict':{'message':'in use'}}");
    }
    return switch (method) {
      case "POST" -> path.endsWith("/action") ? said() : make(path, body);
      case "PUT" -> put(path, body);
      case "DELETE" -> json(things.remove(path) == null ? 404 : 204, Map.of(), "");
      default -> look(path);
    };
  }

  private Answer said() {
    return json(200, Map.of(), "{'output':'" + (isDumb ? "" : console) + "'}");
  }

  private Answer put(String path, String body) {
    if (path.endsWith("/traits")) {
      told = body;
      return json(200, Map.of(), traits);
    }
    if (path.contains("/os-services/")) {
      services = services.replace("disabled", "enabled");
      return json(200, Map.of(), "{'service':{}}");
    }
    return uploaded(body);
  }

  private Answer uploaded(String disk) {
    int from = disk.indexOf("OSPLANE-");
    console = from < 0 ? "" : disk.substring(from, disk.indexOf('\r', from));
    return json(204, Map.of(), "");
  }

  private Answer make(String path, String body) {
    String id = "id" + ++made;
    sent.add(body);
    ObjectNode thing = FakeCloud.read(body);
    ObjectNode inner =
        thing.elements().next().isObject() ? (ObjectNode) thing.elements().next() : thing;
    inner.put("id", id);
    things.put(path + "/" + id, inner);
    return json(201, Map.of(), thing.toString());
  }

  private Answer look(String path) {
    if (path.contains("/agents")) {
      return json(200, Map.of(), "{'agents':" + agents + "}");
    }
    if (path.contains("/resource_providers")) {
      String list = "{'resource_providers':[{'uuid':'p1'}]}";
      return json(200, Map.of(), path.endsWith("/traits") ? traits : list);
    }
    if (path.contains("/os-services")) {
      return json(200, Map.of(), services);
    }
    if (path.contains("/ports")) {
      return json(200, Map.of(), "{'ports':[" + port + "]}");
    }
    String plain = path.replaceFirst("\\?.*", "");
    if (!LISTS.containsKey(plain)) {
      return json(200, Map.of(), "{'server':{" + server + "}}");
    }
    ObjectNode answer = FakeCloud.JSON.createObjectNode();
    ArrayNode all = answer.putArray(LISTS.get(plain));
    things.forEach((where, thing) -> addTo(all, plain, where, thing));
    return json(200, Map.of(), answer.toString());
  }

  private static void addTo(ArrayNode all, String list, String where, ObjectNode thing) {
    if (where.startsWith(list + "/")) {
      all.add(thing);
    }
  }

  private static Answer json(int status, Map<String, String> headers, String body) {
    return new Answer(status, headers, body.replace('\'', '"'));
  }
}
