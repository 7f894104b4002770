package io.osplane.testkit.programs;

import io.osplane.testkit.Container;
import io.osplane.testkit.DefaultProgram;
import io.osplane.testkit.Program;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Chooses what runs in a container with the image of OpenStack, by its command. */
final class OpenStackPrograms {
  private static final String KEYSTONE = "/osplane/public.py";
  private static final String AGENT = "/osplane/scripts/nova-compute.sh";

  /** Nova's agent where a script in the pod itself starts it. */
  private static final String FAKE = "nova-compute";

  /** Those whose data can be worked with, by the file that uwsgi serves. */
  private static final Map<String, BiFunction<Container, ServiceConfig, ServiceData>> DATA =
      Map.of(
          "/usr/bin/glance-wsgi-api", GlanceData::new,
          "/usr/bin/neutron-api", NeutronData::new,
          "/usr/bin/nova-api-wsgi", NovaData::new,
          "/usr/bin/placement-api", PlacementData::new);

  private OpenStackPrograms() {}

  static Program of(Container container) {
    if (container.finishes()) {
      return new OneOff(container, Commands::run);
    }
    List<String> command = container.command();
    String program =
        following(command, "--wsgi-file")
            .or(() -> following(command, "-ec").map(OpenStackPrograms::last))
            .orElse(command.isEmpty() ? "" : command.get(0));
    if (program.equals("memcached")) {
      return new Memcached();
    }
    if (command.contains(AGENT)) {
      return HostAgent.onNode(container);
    }
    if (program.equals(FAKE)) {
      return HostAgent.fake(container);
    }
    if (command.contains(MetadataAgent.SCRIPT)) {
      return new MetadataAgent(container);
    }
    return program.equals(KEYSTONE) ? keystone(container) : other(container, program);
  }

  /** What a script becomes at its end. */
  private static String last(String script) {
    return script.substring(script.lastIndexOf("exec ") + 5).strip().split("\\s", 2)[0];
  }

  private static Program keystone(Container container) {
    ServiceConfig config = ServiceTable.service("keystone").config(container);
    return new WebServer(
        container, port(container), "keystone", new KeystoneServer(container, config));
  }

  private static Program other(Container container, String program) {
    return ServiceTable.server(program)
        .<Program>map(found -> server(container, program, found))
        .or(() -> ServiceTable.worker(program).map(found -> worker(container, program, found)))
        .orElseGet(() -> new DefaultProgram(container));
  }

  private static Program server(
      Container container, String program, ServiceTable.Found<ServiceTable.Server> found) {
    int own = found.part().port();
    ServiceConfig config = found.service().config(container);
    ServiceData data =
        Optional.ofNullable(DATA.get(program))
            .map(make -> make.apply(container, config))
            .orElse(call -> Optional.empty());
    return new WebServer(
        container,
        own == 0 ? port(container) : own,
        found.name(),
        new ServiceApi(container, config, found.part(), data));
  }

  private static Program worker(
      Container container, String program, ServiceTable.Found<List<String>> found) {
    ServiceConfig config = found.service().config(container);
    return new Worker(container, found.name(), config, program, found.part());
  }

  /** The port of uwsgi's option {@code --http-socket :PORT}. */
  private static int port(Container container) {
    return following(container.command(), "--http-socket")
        .map(socket -> Integer.parseInt(socket.substring(socket.indexOf(':') + 1)))
        .orElse(0);
  }

  private static Optional<String> following(List<String> words, String option) {
    int index = words.indexOf(option);
    return index < 0 || index + 1 == words.size()
        ? Optional.empty()
        : Optional.of(words.get(index + 1));
  }
}
