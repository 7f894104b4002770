package io.osplane.openstack;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.osplane.spi.Generate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One OpenStack service as data. Texts may hold the placeholders that {@link Placeholders} lists.
 *
 * @param image the image's name in the catalog
 * @param user the numeric user and group
 * @param databases database names by the word that placeholders use
 * @param messaging whether it claims a virtual host
 * @param cache whether it claims the cache
 * @param catalogue the service type for its identity claim; empty for a service that claims none
 * @param generated Secrets by suffix: what to generate by key
 * @param mounts suffixes of generated Secrets by the directory where the servers read them
 * @param files configuration files by name; the first one takes the spec's options
 * @param secretDirectory where the options with secrets go, as {@code secrets.conf}
 * @param environment environment of its servers
 * @param servers its long-running processes by role; {@code api} is the one of its Service
 * @param schema what is run on its databases; empty but there for a service without any
 * @param cron what is run on a schedule, by name
 */
record Row(
    String image,
    long user,
    Map<String, String> databases,
    boolean messaging,
    boolean cache,
    String catalogue,
    Map<String, Map<String, Generate.Value>> generated,
    Map<String, String> mounts,
    Map<String, ConfigFile> files,
    String secretDirectory,
    Map<String, String> environment,
    Map<String, Server> servers,
    Schema schema,
    Map<String, Cron> cron) {
  /** The role of the server behind the Service that is named like the component. */
  static final String API = "api";

  private static final ObjectMapper YAML = mapper();

  /**
   * A configuration file.
   *
   * @param options values by section and option
   */
  record ConfigFile(String directory, Map<String, Map<String, String>> options) {}

  /**
   * A long-running process.
   *
   * @param port the HTTP port; 0 for none
   * @param path what the catalogue adds to the URL
   * @param ready the path of the readiness probe
   * @param wsgi the file that uwsgi serves; empty if there is a command
   * @param command the command line; empty for uwsgi
   * @param arguments the application's arguments under uwsgi
   * @param threads threads of each uwsgi process
   */
  record Server(
      int port,
      String path,
      String ready,
      String wsgi,
      List<String> command,
      String arguments,
      int threads,
      int milliCpu,
      int mebibytes) {}

  /**
   * Commands on the databases; each list runs in one interpreter.
   *
   * @param install all of it, for a database that nobody reads or that is of this release
   * @param expand before the servers move to a new release
   * @param migrate after the expansion
   * @param contract after the servers moved; empty if {@code install} does it
   * @param secrets suffixes of generated Secrets that the commands read below /osplane/secrets
   * @param key what a run depends on beside release, image and epochs
   */
  record Schema(
      List<List<String>> install,
      List<List<String>> expand,
      List<List<String>> migrate,
      List<List<String>> contract,
      List<String> secrets,
      Map<String, String> key,
      Map<String, String> environment,
      int milliCpu,
      int mebibytes) {}

  /**
   * A command on a schedule.
   *
   * @param updates suffixes of generated Secrets that it may change, with an account of its own and
   *     without the configuration; empty for a command that needs the configuration and no account
   */
  record Cron(String schedule, List<String> command, List<String> updates) {}

  /** Reads the row of a service from this package's resources. */
  static Row of(String service) {
    return parse(resource(service + ".yaml"));
  }

  static Row parse(String yaml) {
    try {
      return YAML.readValue(yaml, Row.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a row is not as it should be", e);
    }
  }

  static String resource(String name) {
    try (InputStream in = Row.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name + " beside " + Row.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + name, e);
    }
  }

  private static ObjectMapper mapper() {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    yaml.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    for (Class<?> type : List.of(String.class, List.class, Map.class)) {
      yaml.configOverride(type).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
    }
    return yaml;
  }
}
