package io.osplane.service;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.osplane.Replicas;
import io.osplane.Size;
import io.osplane.spi.Generate;
import io.osplane.spi.NetworkClaim;
import io.osplane.spi.Resource;
import io.osplane.spi.SpecRule;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One OpenStack service as data. Texts may hold the placeholders that {@link Placeholders} lists.
 *
 * @param image the image's name in the catalog
 * @param user the numeric user and group
 * @param databases database names by the word that placeholders use; the first one is the account's
 * @param messaging whether it claims an account of the message bus
 * @param virtualHost the account's virtual host; empty for one of its own
 * @param cache whether it claims the cache
 * @param network whether it claims the back end of Neutron; optional for what only runs on hosts
 * @param catalogue the service type for its entry in the catalogue; empty for none
 * @param exposed roles of its servers that are reached from outside, if the control plane is
 * @param asks the path of a request with a token, after the URL of its entry, which only a service
 *     that works answers: a list out of its database; empty if its health is seen otherwise
 * @param endpoints URLs of further entries in the catalogue by service type
 * @param roles names of roles that are to be there, for users that it or its callers make
 * @param domain the name of a domain that it makes users in, as its administrator; empty for none
 * @param logsIn whether it claims a user also without such an entry
 * @param readsIdentity whether it claims the address of Keystone without a user of its own
 * @param generated Secrets by suffix: what to generate by key
 * @param mounts suffixes of generated Secrets by the directory where the servers read them
 * @param volumes what its servers share on a volume, by name
 * @param scratch directories that its processes write and lose
 * @param uses blocks of options that services have in common, by section of the first file
 * @param files configuration files by name; the first one takes the spec's options
 * @param knows the service whose known options its files have; empty for that of its kind
 * @param rules what options of the first file should not be at once, by the rule's id
 * @param secretDirectory where the options with secrets go, as {@code secrets.conf}
 * @param environment environment of all its processes
 * @param early whether its servers start beside the schema's run: they load, and are not ready,
 *     without databases
 * @param servers its long-running processes by role; {@code api} is the one of its Service
 * @param hosts its processes on every host by role
 * @param schema what is run on its databases; empty but there for a service without any
 * @param scripts files beside the row that its commands run, or uwsgi serves
 * @param cron what is run on a schedule, by name
 */
record Row(
    String image,
    long user,
    Map<String, String> databases,
    boolean messaging,
    String virtualHost,
    boolean cache,
    boolean network,
    String catalogue,
    List<String> exposed,
    String asks,
    Map<String, String> endpoints,
    List<String> roles,
    String domain,
    boolean logsIn,
    boolean readsIdentity,
    Map<String, Map<String, Generate.Value>> generated,
    Map<String, String> mounts,
    Map<String, SharedVolume> volumes,
    List<String> scratch,
    Map<String, List<String>> uses,
    Map<String, ConfigFile> files,
    String knows,
    Map<String, Rule> rules,
    String secretDirectory,
    Map<String, String> environment,
    boolean early,
    Map<String, Server> servers,
    Map<String, Host> hosts,
    Schema schema,
    List<String> scripts,
    Map<String, Cron> cron) {
  /** The role of the server behind the Service that is named like the component. */
  static final String API = "api";

  /** Where pods have the scripts of theirs that uwsgi serves. */
  static final String PROGRAMS = "/osplane/";

  private static final ObjectMapper YAML = mapper();
  private static final Map<String, Map<String, String>> BLOCKS = blocks();

  /**
   * A configuration file.
   *
   * @param settings the only section of a file that is Python: its options are settings, whose
   *     values are Python; empty for a file of sections
   * @param options values by section and option
   */
  record ConfigFile(String directory, String settings, Map<String, Map<String, String>> options) {
    boolean isPython() {
      return !settings.isEmpty();
    }

    private ConfigFile over(Map<String, List<String>> blocks) {
      Map<String, Map<String, String>> all = new TreeMap<>();
      blocks.forEach((section, names) -> names.forEach(name -> add(all, section, block(name))));
      options.forEach((section, own) -> add(all, section, own));
      return new ConfigFile(directory, settings, all);
    }

    private static void add(
        Map<String, Map<String, String>> all, String section, Map<String, String> more) {
      all.computeIfAbsent(section, s -> new TreeMap<>()).putAll(more);
    }
  }

  /**
   * What should not be: a service would not start with it, or would do harm.
   *
   * @param severity {@code warn} if a spec may acknowledge it; empty if it may not
   * @param when patterns that the whole values match, by {@code section.option}; one that nobody
   *     sets is empty
   * @param any patterns of which one is enough, beside those
   * @param why what is wrong with it
   * @param instead what would be right
   */
  record Rule(
      String severity,
      Map<String, String> when,
      Map<String, String> any,
      String why,
      String instead) {
    private static final String WARN = "warn";

    Rule {
      if (!severity.isEmpty() && !severity.equals(WARN)) {
        throw new IllegalArgumentException("severity is '" + severity + "': warn, or leave it out");
      }
    }

    SpecRule called(String id) {
      return new SpecRule(id, severity.equals(WARN), why, instead);
    }

    /** Reads rules by their ids. */
    static Map<String, Rule> parse(String yaml) {
      try {
        return YAML.readValue(yaml, new TypeReference<LinkedHashMap<String, Rule>>() {});
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException("rules are not as they should be", e);
      }
    }
  }

  /**
   * A volume that servers mount.
   *
   * @param path where
   * @param size unless the spec says another
   * @param servers roles of those that mount it; empty for all
   * @param onHosts where hosts mount it, because what is on it are disks of guests; empty if they
   *     do not
   */
  record SharedVolume(String path, String size, List<String> servers, String onHosts) {
    boolean isOf(String role) {
      return servers.isEmpty() || servers.contains(role);
    }
  }

  /**
   * A long-running process.
   *
   * @param port the HTTP port; 0 for none
   * @param path what the catalogue adds to the URL
   * @param ready the path of the readiness probe
   * @param wsgi the file that uwsgi serves: one of the image, or {@code /osplane/NAME} for one of
   *     the row's scripts; empty if there is a command
   * @param command the command line; empty for uwsgi
   * @param arguments the application's arguments under uwsgi
   * @param threads threads of each uwsgi process
   * @param check what tells by its exit code whether a server without a port is ready; empty if it
   *     is as soon as it runs
   * @param checkSeconds between two checks up to the first yes; more than the 2 that 0 stands for
   *     where many pods of it are on one node
   * @param workers the option, as {@code section.option}, that says how many processes a command
   *     makes; empty if it is one
   * @param alone whether there is one pod of it, however many the spec wants of the others: two
   *     would do harm
   * @param patient whether no other process waits for it, so that it lets those go first
   */
  record Server(
      int port,
      String path,
      String ready,
      String wsgi,
      List<String> command,
      String arguments,
      int threads,
      List<String> check,
      int checkSeconds,
      String workers,
      boolean alone,
      boolean patient,
      int milliCpu,
      int mebibytes) {
    Server {
      checkSeconds = checkSeconds == 0 ? ReadyCommand.SECONDS : checkSeconds;
    }

    Replicas replicas(ApiServiceSpec spec) {
      return alone ? Replicas.of(1) : spec.replicas();
    }

    private static Server worker(List<String> command) {
      return new Server(0, "", "", "", command, "", 0, List.of(), 0, "", false, true, 50, 256);
    }

    /** The processes of each of its pods under uwsgi. */
    static int processes(Size size) {
      return Math.max(1, size.factor() / 4);
    }
  }

  /**
   * A privileged process on every host, in the host's network.
   *
   * @param image the image's name in the catalog; empty for the row's
   * @param group the group of hosts; empty for all
   * @param command the command line
   * @param configured whether it reads the configuration, and is updated when that changes
   * @param seesProcesses whether it is in the host's process namespace
   * @param writesRoot whether it may write what is in its image
   * @param paths directories of the host by where it sees them
   * @param volumes whether it mounts the volumes that servers are given as disks, if there are any
   * @param secrets suffixes of generated Secrets that it reads below /osplane/secrets
   * @param update the update strategy of its DaemonSet
   * @param grace how many seconds it has to end
   * @param check what tells by its exit code whether it is ready
   */
  record Host(
      String image,
      String group,
      List<String> command,
      boolean configured,
      boolean seesProcesses,
      boolean writesRoot,
      Map<String, String> paths,
      boolean volumes,
      List<String> secrets,
      Map<String, String> environment,
      String update,
      long grace,
      List<String> check,
      int milliCpu,
      int mebibytes) {}

  /**
   * Commands on the databases; those of a list run one after another in one pod.
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

  /** Puts the blocks under the options of the first file, which win over them. */
  Row {
    if (!uses.isEmpty()) {
      Map.Entry<String, ConfigFile> first = files.entrySet().iterator().next();
      Map<String, ConfigFile> filled = new LinkedHashMap<>(files);
      filled.put(first.getKey(), first.getValue().over(uses));
      files = filled;
    }
  }

  /** The scripts that uwsgi serves: a change of them is one of the configuration. */
  List<String> programs() {
    return servers.values().stream()
        .map(Server::wsgi)
        .filter(wsgi -> wsgi.startsWith(PROGRAMS))
        .map(wsgi -> wsgi.substring(PROGRAMS.length()))
        .filter(scripts::contains)
        .toList();
  }

  /** Whether any of its servers is a WSGI application. */
  boolean isServedByUwsgi() {
    return servers.values().stream().anyMatch(server -> !server.wsgi().isEmpty());
  }

  /** Some of its servers. */
  Map<String, Server> servers(Predicate<Server> which) {
    Map<String, Server> some = new LinkedHashMap<>(servers);
    some.values().removeIf(which.negate());
    return some;
  }

  /**
   * The port of a server.
   *
   * @throws IllegalArgumentException if there is none of that role
   */
  int port(String role) {
    return Optional.ofNullable(servers.get(role))
        .map(Server::port)
        .orElseThrow(
            () ->
                new IllegalArgumentException("no server " + role + "; known: " + servers.keySet()));
  }

  /** A copy with the processes and the image that the back end of Neutron wants. */
  Row with(NetworkClaim.Binding backEnd) {
    Map<String, Server> all = new LinkedHashMap<>(servers);
    backEnd.workers().forEach((role, line) -> all.put(role, Server.worker(line)));
    return new Row(
        backEnd.image().isEmpty() ? image : backEnd.image(),
        user,
        databases,
        messaging,
        virtualHost,
        cache,
        network,
        catalogue,
        exposed,
        asks,
        endpoints,
        roles,
        domain,
        logsIn,
        readsIdentity,
        generated,
        mounts,
        volumes,
        scratch,
        Map.of(),
        files,
        knows,
        rules,
        secretDirectory,
        environment,
        early,
        all,
        hosts,
        schema,
        scripts,
        cron);
  }

  private static Map<String, String> block(String name) {
    Map<String, String> block = BLOCKS.get(name);
    if (block == null) {
      throw new IllegalArgumentException("no block " + name + "; known: " + BLOCKS.keySet());
    }
    return block;
  }

  /** Reads the row of a service. */
  static Row parse(String yaml) {
    try {
      return YAML.readValue(yaml, Row.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a row is not as it should be", e);
    }
  }

  private static Map<String, Map<String, String>> blocks() {
    try {
      return YAML.readValue(Resource.text(Row.class, "blocks.yaml"), new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("blocks.yaml", e);
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
