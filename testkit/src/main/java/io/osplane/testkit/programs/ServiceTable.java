package io.osplane.testkit.programs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.osplane.testkit.Container;
import io.osplane.testkit.HttpReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What the simulated services differ in, as the resource {@code services.yaml} says. */
final class ServiceTable {
  private static final Map<String, Service> SERVICES = load();

  private ServiceTable() {}

  /**
   * One service.
   *
   * @param files what all its programs read, the later one's options over the earlier one's
   * @param commands what its commands do, by the whole command line
   * @param servers what listens, by the file that uwsgi serves or by the command's first word
   * @param workers the databases without which a process that does not listen does not start, by
   *     the command's first word
   */
  record Service(
      List<String> files,
      Map<String, Effect> commands,
      Map<String, Server> servers,
      Map<String, List<String>> workers) {
    ServiceConfig config(Container container) {
      return ServiceConfig.read(container, files);
    }
  }

  /**
   * What a command does to databases, by section of the configuration.
   *
   * @param makes where it makes the schema
   * @param needs where it finds the schema or fails
   */
  record Effect(List<String> makes, List<String> needs) {}

  /**
   * A process that answers HTTP.
   *
   * @param port where it listens; 0 for the one of uwsgi's option
   * @param early whether it loads without databases
   * @param needs the databases that it works with
   * @param pages what it answers to everybody, by path; {@code *} for all other paths
   * @param collections what it lists to callers with a token: the list's name by path, with {@code
   *     *} for the id of a project
   */
  record Server(
      int port,
      boolean early,
      List<String> needs,
      Map<String, Page> pages,
      Map<String, String> collections) {}

  /** An answer that is always the same: JSON if it looks like it, else text. */
  record Page(int status, String body) {
    HttpReply reply() {
      return body.startsWith("{") ? HttpReply.json(status, body) : HttpReply.of(status, body);
    }
  }

  /** A part of a service, with the service and its name. */
  record Found<T>(String name, Service service, T part) {}

  /** A service that the table has. */
  static Service service(String name) {
    return Objects.requireNonNull(SERVICES.get(name), name);
  }

  /** Whether a program is known as a command, whatever its arguments. */
  static boolean hasCommand(String program) {
    return SERVICES.values().stream()
        .flatMap(service -> service.commands().keySet().stream())
        .anyMatch(line -> line.startsWith(program + " "));
  }

  static Optional<Found<Effect>> command(String line) {
    return find(service -> service.commands().get(line));
  }

  static Optional<Found<Server>> server(String program) {
    return find(service -> service.servers().get(program));
  }

  static Optional<Found<List<String>>> worker(String program) {
    return find(service -> service.workers().get(program));
  }

  private static <T> Optional<Found<T>> find(Function<Service, T> part) {
    return SERVICES.entrySet().stream()
        .flatMap(
            e ->
                Optional.ofNullable(part.apply(e.getValue()))
                    .map(found -> new Found<>(e.getKey(), e.getValue(), found))
                    .stream())
        .findFirst();
  }

  private static Map<String, Service> load() {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    for (Class<?> type : List.of(List.class, Map.class)) {
      yaml.configOverride(type).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
    }
    try (InputStream in = ServiceTable.class.getResourceAsStream("services.yaml")) {
      return new TreeMap<>(
          yaml.readValue(Objects.requireNonNull(in), new TypeReference<Map<String, Service>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException("services.yaml", e);
    }
  }
}
